using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf.Collections;
using Spectre.Console;

namespace CreditDecision.Cli.Governance;

/// <summary>Governance as people read it.</summary>
internal static class GovernancePrinter
{
    public static string Line(GovernanceEvent done)
    {
        string mode = done.Mode == ServingMode.Unspecified ? "" : $" as {Show.Words(done.Mode)}{(done.ShareBps > 0 ? $" of {Show.Bps(done.ShareBps)}" : "")}";
        return $"Event {done.Number}: {Show.Words(done.Act)} of {ThingArgument.Text(done.Thing)} by {done.Who}; it is {Show.Words(done.Became)}{mode}{Others(done)}";
    }

    public static void Print(IAnsiConsole console, ListThingsResponse response)
    {
        Table table = Screen.Table("thing", "kind", "label", "slot", "state", "decides as", "approved until", "open findings").Right(7);
        foreach (GovernedThing one in response.Things)
            table.Add(
                ThingArgument.Text(one.Thing), Show.Words(one.Kind), one.Label, one.Slot, Show.Words(one.State), Mode(one), Show.Time(one.ApprovedUntil) + (one.Overdue ? " overdue" : ""),
                Show.Count(one.Findings.Count(finding => finding.ClosedBy.Length == 0)));
        if (response.Things.Count > 0) console.Write(table);
        else console.WriteLine("Nothing matches.");
        if (response.LastEvent > 0) console.WriteLine($"After event {response.LastEvent}, digest {Convert.ToHexStringLower(response.LastDigest.Span)}.");
        if (!response.Enforced) console.WriteLine("The service does not ask governance: its content folder decides as it is.");
    }

    public static void Print(IAnsiConsole console, GovernedThing one)
    {
        Table table = Screen.Table("", "");
        foreach ((string name, string text) in Facts(one))
            if (text.Length > 0) table.Add(name, text);
        console.Write(table);
        Table findings = Screen.Table("finding", "", "owner", "due", "outcome", "closed by").Right(0);
        foreach (ThingFinding each in one.Findings)
            findings.Add(each.Number.ToString(CultureInfo.InvariantCulture), each.Breach ? "breach" : "warning", each.Owner, Show.Time(each.Due), each.Outcome, each.ClosedBy);
        if (one.Findings.Count > 0) console.Write(findings);
        Table conditions = Screen.Table("condition", "text", "due", "fulfilled by").Right(0);
        foreach (ThingCondition each in one.Conditions) conditions.Add(each.Number.ToString(CultureInfo.InvariantCulture), each.Text, Show.Time(each.Due), each.FulfilledBy);
        if (one.Conditions.Count > 0) console.Write(conditions);
    }

    public static void Print(IAnsiConsole console, ListEventsResponse page)
    {
        Table table = Screen.Table("event", "at", "thing", "act", "by", "became", "text", "document").Right(0);
        foreach (GovernanceEvent each in page.Events)
            table.Add(
                each.Number.ToString(CultureInfo.InvariantCulture), Show.Time(each.At), ThingArgument.Text(each.Thing), Show.Words(each.Act) + Verdict(each), each.Who,
                Show.Words(each.Became) + Others(each), each.Text, each.DocumentSha256);
        if (page.Events.Count > 0) console.Write(table);
        else console.WriteLine("No event matches.");
        if (page.NextPageToken.Length > 0) console.WriteLine($"More: the same filters with --page-token {page.NextPageToken}.");
    }

    public static void Print(IAnsiConsole console, TestAnswer answer)
    {
        Table checks = Screen.Table("check", "value", "bound", "at", "").Right(1, 2);
        foreach (TestCheck check in answer.Checks)
            checks.Add(
                check.Name, check.HasValue ? Number(check.Value) : "–", check.Kind.Length == 0 ? "" : $"{(check.Kind == "at_least" ? "≥" : "≤")} {Number(check.Bound)}",
                check.At.Length > 0 ? check.At : check.Text, check.Passed ? "passed" : "FAILED");
        console.Write(checks);
        int failed = answer.Checks.Count(check => !check.Passed);
        string verdict = failed == 0 ? $"passed all {answer.Checks.Count} checks" : $"failed {failed} of {answer.Checks.Count} checks";
        console.WriteLine($"Event {answer.Event.Number}: {ThingArgument.Text(answer.Event.Thing)} {verdict}; report {answer.Event.DocumentSha256}, page {answer.Event.PageSha256}");
    }

    private static (string Name, string Text)[] Facts(GovernedThing one) =>
    [
        ("thing", ThingArgument.Text(one.Thing)), ("kind", Show.Words(one.Kind)), ("label", one.Label), ("slot", one.Slot), ("state", Show.Words(one.State)), ("decides as", Mode(one)),
        ("artifact", one.Hashes.ArtifactSha256), ("feature contract", one.Hashes.FeatureContractSha256), ("calibration", one.Hashes.CalibrationSha256), ("cut-offs", one.Hashes.CutOffsSha256),
        ("developers", string.Join(", ", one.Developers)), ("owners", string.Join(", ", one.Owners)), ("registered by", one.RegisteredBy), ("submitted by", one.SubmittedBy),
        ("last test", one.HasTest ? one.TestPassed ? "passed" : "failed" : ""),
        ("models", string.Join("\n", one.Models.Select(need => $"{ThingArgument.Text(need.Thing)} {need.ArtifactSha256}"))),
        ("votes", string.Join("\n", one.Votes.Select(vote => $"stage {vote.Stage + 1}: {vote.Voter} {Show.Words(vote.Opinion)}"))), ("related", string.Join(", ", one.Related)),
        ("approved until", Show.Time(one.ApprovedUntil) + (one.Overdue ? " overdue" : "")), ("suspension proposed by", one.SuspensionProposedBy),
    ];

    private static string Mode(GovernedThing one) =>
        one.Mode == ServingMode.Unspecified ? "" : Show.Words(one.Mode) + (one.ShareBps > 0 ? $" of {Show.Bps(one.ShareBps)}" : "");

    private static string Verdict(GovernanceEvent one) => one.Act switch
    {
        GovernanceAct.ReportTest or GovernanceAct.Validate => one.Passed ? ": passed" : ": failed",
        GovernanceAct.Vote => $": {Show.Words(one.Opinion)}",
        _ => "",
    };

    private static string Others(GovernanceEvent done) =>
        Named("took the place of", done.StoodDown) + Named("stopped with it", done.Stopped) + Named("follows", done.Successors);

    private static string Named(string what, RepeatedField<ThingKey> things) => things.Count == 0 ? "" : $"; {what}: {string.Join(", ", things.Select(ThingArgument.Text))}";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
