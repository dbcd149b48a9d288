using System.CommandLine;
using System.Runtime.CompilerServices;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Cli.RiskData;
using CreditDecision.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CreditDecision.Cli.PersonalData;

/// <summary><c>creditctl personal-data due|erase|proofs</c>: destruction after the retention period (A35).</summary>
internal static class PersonalDataCommand
{
    private const int MostPageSize = 500;

    public static Command Create() => new("personal-data", "Lists who may be erased, erases, and shows the proofs.") { Due(), Erase(), Proofs() };

    private static Command Due()
    {
        var json = new Option<bool>("--json") { Description = "Print one DueBorrower message as JSON on each line." };
        var command = new Command("due", "Lists the borrowers who may be erased, by their tokens.") { json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            TextWriter output = parsed.InvocationConfiguration.Output;
            await foreach (DueBorrower due in DueAsync(connection, cancellation))
                output.WriteLine(parsed.GetValue(json)
                    ? JsonFormatter.Default.Format(due)
                    : $"{due.BorrowerToken}  {Show.Count(due.Decisions)} decisions, the last activity at {Show.Time(due.LastActivityAt)}");
            return ExitCode.Ok;
        });
        return command;
    }

    // Identity numbers are never taken from the command line, where process lists show them.
    private static Command Erase()
    {
        var file = new Option<FileInfo?>("--file") { Description = "JSON lines: an EraseBorrowerRequest on each." };
        var due = new Option<bool>("--all-due") { Description = "Everybody whom `personal-data due` lists, instead of a file." };
        var by = new Option<string?>("--requested-by") { Description = "Who answers for it; stands in the proofs. With --all-due." };
        var json = new Option<bool>("--json") { Description = "Print what became of the requests as JSON." };
        var command = new Command("erase", "Destroys borrowers' keys and takes away their risk data. Interrupted, run it again: who is erased is not erased twice.") { file, due, by, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            bool all = parsed.GetValue(due);
            if (all == parsed.GetValue(file) is not null) throw new Failure("give either --file or --all-due", ExitCode.Usage);
            if (all != parsed.GetValue(by) is not null) throw new Failure("--requested-by goes with --all-due", ExitCode.Usage);
            using Connection connection = server.Connect(parsed);
            var tally = new RecordTally();
            if (all) await EraseDueAsync(connection, parsed.GetValue(by)!, tally, cancellation);
            else await EraseAsync(connection, new RecordFile<EraseBorrowerRequest>(parsed.GetValue(file)!, TimeProvider.System.GetUtcNow(), tally).Read(), tally, cancellation);
            return tally.Print(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Proofs()
    {
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Proofs to a page, at most {MostPageSize}. Default: 50.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended." };
        var json = new Option<bool>("--json") { Description = "Print the ListErasuresResponse message as JSON." };
        var command = new Command("proofs", "Shows the log of erasures, newest first.") { pageSize, token, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            var request = new ListErasuresRequest { PageSize = parsed.GetValue(pageSize) ?? 0, PageToken = parsed.GetValue(token) ?? "" };
            ListErasuresResponse page = await Client(connection).ListErasuresAsync(request, connection.Options(cancellation));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(page)));
            else Print(output, page);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(TextWriter output, ListErasuresResponse page)
    {
        Table table = Screen.Table("erasure", "at", "borrower", "decisions", "risk records", "reason", "by").Right(0).Right(3).Right(4);
        foreach (Erasure erasure in page.Erasures)
            table.Add(
                erasure.Number.ToString(), Show.Time(erasure.ErasedAt), erasure.BorrowerToken[..16] + "…", Show.Count(erasure.Decisions), Show.Count(erasure.RiskRecords),
                Show.Words(erasure.Reason), erasure.RequestedBy);
        if (page.Erasures.Count == 0) output.WriteLine("Nobody was erased.");
        else Screen.On(output).Write(table);
        if (page.NextPageToken.Length > 0) output.WriteLine($"More: the same with --page-token {page.NextPageToken}.");
    }

    private static async Task EraseDueAsync(Connection connection, string by, RecordTally tally, CancellationToken cancellation)
    {
        await foreach (DueBorrower borrower in DueAsync(connection, cancellation))
        {
            var request = new EraseBorrowerRequest { BorrowerToken = borrower.BorrowerToken, Reason = ErasureReason.RetentionOver, RequestedBy = by };
            await EraseAsync(connection, [new FiledRecord<EraseBorrowerRequest>(tally.Answered + 1, request)], tally, cancellation);
        }
    }

    private static async Task EraseAsync(Connection connection, IEnumerable<FiledRecord<EraseBorrowerRequest>> records, RecordTally tally, CancellationToken cancellation)
    {
        foreach (FiledRecord<EraseBorrowerRequest> record in records)
        {
            // An identity number is not said again.
            Erasure? proof = await RecordSender.SendAsync(
                options => Client(connection).EraseBorrowerAsync(record.Message, options),
                failure => tally.Refuse(record.Line, record.Message.BorrowerToken, failure), connection, TimeProvider.System, cancellation);
            if (proof is not null) tally.Keep(["erased"]);
        }
    }

    private static async IAsyncEnumerable<DueBorrower> DueAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListDueRequest();
        do
        {
            ListDueResponse page = await Client(connection).ListDueAsync(request, connection.Options(cancellation));
            foreach (DueBorrower due in page.Borrowers) yield return due;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    private static PersonalDataService.PersonalDataServiceClient Client(Connection connection) => new(connection.Channel);
}
