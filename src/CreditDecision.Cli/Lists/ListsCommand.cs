using System.CommandLine;
using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Cli.RiskData;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Spectre.Console;

namespace CreditDecision.Cli.Lists;

/// <summary><c>creditctl lists put|end|show</c>: who the bank refuses, watches and trusts (A18, A19).</summary>
internal static class ListsCommand
{
    private const int MostPageSize = 500;

    public static Command Create() => new("lists", "Puts entries on the deny, watch and allow lists, ends them and shows them.")
    {
        Sending<PutEntriesRequest, PutEntriesResponse>(
            "put", "Puts entries on lists. Interrupted, run it again: what is kept is not kept twice.", (client, request, options) => client.PutEntriesAsync(request, options),
            request => request.RecordId, request => request.Entries.Select(entry => Show.Words(entry.List))),
        Sending<EndEntriesRequest, EndEntriesResponse>(
            "end", "Ends entries before they expire.", (client, request, options) => client.EndEntriesAsync(request, options),
            request => request.RecordId, request => request.EntryIds.Select(_ => "ended")),
        ShowEntries(),
    };

    // Values are never taken from the command line, where process lists show them.
    private static Command Sending<TRequest, TResponse>(
        string name, string description, Func<ListService.ListServiceClient, TRequest, CallOptions, AsyncUnaryCall<TResponse>> send, Func<TRequest, string> idOf, Func<TRequest, IEnumerable<string>> words)
        where TRequest : class, IMessage<TRequest>, new() where TResponse : class
    {
        var file = new Option<FileInfo>("--file") { Description = $"JSON lines: a {typeof(TRequest).Name} on each. Times may be relative, such as \"now-2h\".", Required = true };
        var json = new Option<bool>("--json") { Description = "Print what became of the records as JSON." };
        var command = new Command(name, description) { file, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            var client = new ListService.ListServiceClient(connection.Channel);
            var tally = new RecordTally();
            var records = new RecordFile<TRequest>(parsed.GetValue(file)!, TimeProvider.System.GetUtcNow(), tally);
            await new RunProgress(parsed.InvocationConfiguration.Error, TimeProvider.System, "records").ShowAsync(async told =>
            {
                foreach (FiledRecord<TRequest> record in records.Read())
                {
                    TResponse? kept = await RecordSender.SendAsync(
                        options => send(client, record.Message, options), failure => tally.Refuse(record.Line, idOf(record.Message), failure), connection, TimeProvider.System, cancellation);
                    if (kept is not null) tally.Keep(words(record.Message));
                    told(tally.Answered, records.Share);
                }
                return tally;
            });
            return tally.Print(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
        });
        return command;
    }

    private static Command ShowEntries()
    {
        var query = new Option<FileInfo?>("--query-file") { Description = "A ListEntriesRequest in JSON: whose entries, of which list. Default: all." };
        Option<DateTimeOffset?> holding = MomentOption.Create("--holding-at", "Only those that hold at");
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Entries to a page, at most {MostPageSize}. Default: 50.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended." };
        var json = new Option<bool>("--json") { Description = "Print the ListEntriesResponse message as JSON." };
        var command = new Command("show", "Shows entries, newest first.") { query, holding, pageSize, token, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            ListEntriesRequest request = Query(parsed.GetValue(query));
            if (parsed.GetValue(holding) is { } moment) request.HoldingAt = Timestamp.FromDateTimeOffset(moment);
            request.PageSize = parsed.GetValue(pageSize) ?? request.PageSize;
            request.PageToken = parsed.GetValue(token) ?? request.PageToken;
            using Connection connection = server.Connect(parsed);
            ListEntriesResponse page = await new ListService.ListServiceClient(connection.Channel).ListEntriesAsync(request, connection.Options(cancellation));
            if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteLine(JsonOutput.Text(JsonOutput.Of(page)));
            else Print(parsed.InvocationConfiguration.Output, page);
            return ExitCode.Ok;
        });
        return command;
    }

    private static ListEntriesRequest Query(FileInfo? file)
    {
        if (file is null) return new ListEntriesRequest();
        try
        {
            return ListEntriesRequest.Parser.ParseJson(File.ReadAllText(file.FullName));
        }
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new Failure($"{file}: is no ListEntriesRequest: {problem.Message}", ExitCode.Usage);
        }
    }

    private static void Print(TextWriter output, ListEntriesResponse page)
    {
        Table table = Screen.Table("entry", "list", "for", "of", "value", "source", "from", "until", "put by").Right(0);
        foreach (ListedEntry listed in page.Entries)
        {
            ListEntry entry = listed.Entry;
            Timestamp? until = listed.EndedAt ?? entry.ExpiresAt;
            table.Add(
                listed.EntryId.ToString(), Show.Words(entry.List), Show.Words(entry.Purpose), Show.Words(entry.Subject), entry.Value, entry.Source, Show.Time(entry.EffectiveFrom),
                until is null ? "" : Show.Time(until), $"{listed.ClientId}/{listed.RecordId}");
        }
        if (page.Entries.Count == 0) output.WriteLine("No entry matches.");
        else Screen.On(output).Write(table);
        if (page.NextPageToken.Length > 0) output.WriteLine($"More: the same with --page-token {page.NextPageToken}.");
    }
}
