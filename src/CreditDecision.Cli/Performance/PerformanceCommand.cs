using System.CommandLine;
using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Cli.RiskData;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Performance;

/// <summary><c>creditctl performance put|get</c>: how loans went that the service approved (A40).</summary>
internal static class PerformanceCommand
{
    private const int DefaultCallers = 16, MostCallers = 256;

    public static Command Create() => new("performance", "Puts and reads how loans went.") { Put(), Get() };

    private static Command Put()
    {
        var file = new Option<FileInfo>("--file")
        {
            Description = "JSON lines: a PutPerformanceRequest on each; or FILE.csv, whose columns are named as its fields and those of its observation.", Required = true,
        };
        Option<int?> callers = BoundedOption.Whole("--concurrency", 1, MostCallers, $"Records under way at a time. Default: {DefaultCallers}.");
        var json = new Option<bool>("--json") { Description = "Print what became of the records as JSON." };
        var command = new Command("put", "Sends what the loan system knows of loans as at a day. Interrupted, run it again: what is kept is not kept twice.") { file, callers, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            using Connection connection = server.Connect(parsed);
            var tally = new RecordTally();
            var records = new RecordFile<PutPerformanceRequest>(parsed.GetValue(file)!, TimeProvider.System.GetUtcNow(), tally);
            await new RunProgress(error, TimeProvider.System, "records").ShowAsync(async told =>
            {
                await PutAsync(records, connection, tally, parsed.GetValue(callers) ?? DefaultCallers, () => told(tally.Answered, records.Share), cancellation);
                return tally;
            });
            return tally.Print(parsed.InvocationConfiguration.Output, error, parsed.GetValue(json));
        });
        return command;
    }

    // In no order: the service makes the same of them in any.
    private static Task PutAsync(RecordFile<PutPerformanceRequest> file, Connection connection, RecordTally tally, int callers, Action told, CancellationToken cancellation)
    {
        var client = new RiskDataService.RiskDataServiceClient(connection.Channel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellation };
        var telling = new Lock();
        return Parallel.ForEachAsync(file.Read(), options, async (record, stopping) =>
        {
            PutPerformanceResponse? kept = await RecordSender.SendAsync(
                call => client.PutPerformanceAsync(record.Message, call), failure => tally.Refuse(record.Line, record.Message.RecordId, failure), connection, TimeProvider.System, stopping);
            if (kept is not null) tally.Keep([]);
            lock (telling) told();
        });
    }

    private static Command Get()
    {
        var id = new Argument<string?>("id") { Description = "The id of the decision that approved it.", Arity = ArgumentArity.ZeroOrOne };
        var client = new Option<string?>("--client") { Description = "With --application, instead of an id." };
        var application = new Option<string?>("--application") { Description = "With --client, instead of an id." };
        var json = new Option<bool>("--json") { Description = "Print the LoanPerformance message as JSON." };
        var command = new Command("get", "Shows how a loan went.") { id, client, application, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.Validators.Add(given =>
        {
            bool byId = given.GetValue(id) is not null, byClient = given.GetValue(client) is not null, byApplication = given.GetValue(application) is not null;
            if (byId ? byClient || byApplication : !(byClient && byApplication)) given.AddError("Give either the decision's id, or both --client and --application.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new GetPerformanceRequest { DecisionId = parsed.GetValue(id) ?? "", ClientId = parsed.GetValue(client) ?? "", ApplicationId = parsed.GetValue(application) ?? "" };
            using Connection connection = server.Connect(parsed);
            LoanPerformance loan = await new RiskDataService.RiskDataServiceClient(connection.Channel).GetPerformanceAsync(request, connection.Options(cancellation));
            if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteLine(JsonOutput.Text(JsonOutput.Of(loan)));
            else Print(Screen.On(parsed.InvocationConfiguration.Output), loan);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(IAnsiConsole screen, LoanPerformance loan)
    {
        screen.WriteLine($"{loan.DecisionId}: {loan.Product}, grade {loan.Grade}, {Show.Fen(loan.LimitFen)} approved {Show.Time(loan.ApprovedAt)}");
        screen.WriteLine($"{Show.Words(loan.Status)} as at {loan.Current.AsOf}, {loan.MonthsOnBook} months on book, at worst {loan.WorstDaysPastDue} days past due");
        if (loan.Reached90DaysOn.Length > 0) screen.WriteLine($"90 days past due first seen on {loan.Reached90DaysOn}");
        if (loan.FirstDefaultedOn.Length > 0) screen.WriteLine($"held to be in default since {loan.FirstDefaultedOn}");
        Table table = Screen.Table("as at", "disbursed", "repaid", "interest", "outstanding", "overdue", "days", "written off").Right(1, 2, 3, 4, 5, 6, 7);
        foreach (LoanObservation day in loan.Observations)
            table.Add(
                day.AsOf, Show.Fen(day.DisbursedFen), Show.Fen(day.PrincipalRepaidFen), Show.Fen(day.InterestRepaidFen), Show.Fen(day.BalanceFen), Show.Fen(day.OverdueFen),
                Show.Count(day.DaysPastDue), Show.Fen(day.WrittenOffFen));
        screen.Write(table);
    }
}
