using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Spectre.Console;

namespace CreditDecision.Cli.Audit;

/// <summary><c>creditctl audit verify</c>: has the service walk over its audit trail and tells what is not as it was committed.</summary>
internal sealed class VerifyCommand
{
    private const int MostTold = 10_000;

    private readonly Option<DateTimeOffset?> _from = MomentOption.Create("--from", "Decided at or after");
    private readonly Option<DateTimeOffset?> _to = MomentOption.Create("--to", "Decided before");
    private readonly Option<FileInfo?> _head = new("--head") { Description = "A head that was kept outside the store (audit head): the store must still have it." };
    private readonly Option<int?> _told = BoundedOption.Whole("--most-told", 1, MostTold, "How many findings are shown one by one; all are counted. Default: 1,000.");
    private readonly Option<bool> _json = new("--json") { Description = "Print {\"report\": ..., \"findings\": [...]}." };

    public static Command Create()
    {
        var verify = new VerifyCommand();
        var command = new Command("verify", "Finds every record that was changed, removed, inserted or moved since it was committed. Ends with 1 when there is one.")
        {
            verify._from, verify._to, verify._head, verify._told, verify._json,
        };
        ServerOptions server = ServerOptions.AddTo(command, hasTimeout: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            return await verify.RunAsync(parsed, connection, cancellation);
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Connection connection, CancellationToken cancellation)
    {
        InvocationConfiguration console = parsed.InvocationConfiguration;
        var client = new AuditService.AuditServiceClient(connection.Channel);
        // As long as it takes: a store may hold millions.
        using AsyncServerStreamingCall<VerifyProgress> call = client.Verify(Request(parsed), new CallOptions(cancellationToken: cancellation));
        var findings = new List<AuditFinding>();
        VerifyProgress? last = null;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            last = call.ResponseStream.Current;
            findings.AddRange(last.Findings);
            if (last.Report is null) console.Error.WriteLine($"{Show.Count(last.Anchors)} anchors, {Show.Count(last.Links)} links, {Show.Count(last.Records)} decisions");
        }
        if (last?.Report is not { } report) throw new Failure("the service ended the verification before it was finished");
        if (parsed.GetValue(_json)) console.Output.WriteLine(JsonOutput.Text(AsJson(report, findings)));
        else Print(Screen.On(console.Output), last, findings);
        return report.Findings == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static JsonObject AsJson(AuditReport report, IEnumerable<AuditFinding> findings) => new()
    {
        ["report"] = JsonOutput.Of(report),
        ["findings"] = new JsonArray([.. findings.Select(finding => JsonOutput.Of(finding))]),
    };

    private static void Print(IAnsiConsole screen, VerifyProgress last, List<AuditFinding> findings)
    {
        AuditReport report = last.Report;
        screen.WriteLine($"{Show.Count(last.Records)} decisions, {Show.Count(last.Links)} links, {Show.Count(last.Anchors)} anchors verified.");
        if (report.Unchained > 0) screen.WriteLine($"{Show.Count(report.Unchained)} decisions are from before there were chains; nothing can be proved of them.");
        if (report.Head is { } head) screen.WriteLine($"Newest anchor: {head.Anchor}, {Show.Time(head.MadeAt)}, {Convert.ToHexStringLower(head.Digest.Span)}.");
        if (report.Findings == 0)
        {
            screen.WriteLine("Everything is as it was committed.");
            return;
        }
        Table table = Screen.Table("finding", "subject", "place", "detail").Right(2);
        foreach (AuditFinding finding in findings) table.Add(Show.Words(finding.Kind), finding.Subject, Show.Count(finding.Place), finding.Detail);
        screen.Write(table);
        screen.WriteLine(report.Findings == findings.Count
            ? $"{Show.Count(report.Findings)} findings: the store is NOT as it was committed."
            : $"{Show.Count(report.Findings)} findings, of which {Show.Count(findings.Count)} are shown: the store is NOT as it was committed.");
    }

    private VerifyRequest Request(ParseResult parsed) => new()
    {
        DecidedFrom = parsed.GetValue(_from) is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        DecidedBefore = parsed.GetValue(_to) is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        Head = parsed.GetValue(_head) is { } file ? HeadFile.Read(file) : null,
        MostTold = parsed.GetValue(_told) ?? 0,
    };
}
