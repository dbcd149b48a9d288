using System.CommandLine;
using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;

namespace CreditDecision.Cli.RiskData;

/// <summary><c>creditctl risk-data put|stream</c>: tells the service what the bank learned of borrowers (A33, A36).</summary>
internal static class RiskDataCommand
{
    public static Command Create() => new("risk-data", "Puts values of features that the bank learned of borrowers.")
    {
        Make("put", "Sends records one by one, each as a call of its own; what is refused is told with every bad field.", PutAsync),
        Make("stream", "Sends any number of records over one stream, many to a transaction. Interrupted, run it again (with the same --now where times are relative): what is kept is not kept twice.", StreamAsync),
    };

    private static Command Make(string name, string description, Func<RecordFile<PutFeaturesRequest>, RiskDataService.RiskDataServiceClient, RecordTally, RunContext, Task> run)
    {
        var file = new Option<FileInfo>("--file") { Description = "JSON lines: a PutFeaturesRequest on each. Times may be relative, such as \"now-2h\".", Required = true };
        Option<DateTimeOffset?> now = MomentOption.Create("--now", "What \"now\" means in times of the file, so that a second run sends the same; default: the clock");
        var json = new Option<bool>("--json") { Description = "Print what became of the records as JSON." };
        var command = new Command(name, description) { file, now, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            using Connection connection = server.Connect(parsed);
            var tally = new RecordTally();
            var records = new RecordFile<PutFeaturesRequest>(parsed.GetValue(file)!, parsed.GetValue(now) ?? TimeProvider.System.GetUtcNow(), tally);
            await new RunProgress(error, TimeProvider.System, "records").ShowAsync(async told =>
            {
                await run(records, new RiskDataService.RiskDataServiceClient(connection.Channel), tally, new RunContext(connection, () => told(tally.Answered, records.Share), cancellation));
                return tally;
            });
            return tally.Print(parsed.InvocationConfiguration.Output, error, parsed.GetValue(json));
        });
        return command;
    }

    private static Task StreamAsync(RecordFile<PutFeaturesRequest> file, RiskDataService.RiskDataServiceClient client, RecordTally tally, RunContext run) =>
        new FeatureStream(client, tally, TimeProvider.System).RunAsync(file.Read(), run.Told, run.Cancellation);

    private static async Task PutAsync(RecordFile<PutFeaturesRequest> file, RiskDataService.RiskDataServiceClient client, RecordTally tally, RunContext run)
    {
        foreach (FiledRecord<PutFeaturesRequest> record in file.Read())
        {
            PutFeaturesResponse? kept = await RecordSender.SendAsync(
                options => client.PutFeaturesAsync(record.Message, options), failure => tally.Refuse(record.Line, record.Message.RecordId, failure), run.Connection, TimeProvider.System, run.Cancellation);
            if (kept is not null) tally.Keep(kept.Results.Select(result => Printing.Show.Words(result.Quality)));
            run.Told();
        }
    }

    private sealed record RunContext(Connection Connection, Action Told, CancellationToken Cancellation);
}
