using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Replays;

/// <summary>A run's result as tables: the counts, and each decision that is not what its record says.</summary>
internal sealed class ReplayPrinter(IAnsiConsole console)
{
    public void Print(ReplayReport report)
    {
        foreach (ReplayedDecision decision in report.Told) Print(decision);
        Summary(report.Summary);
        long untold = report.Summary.Done - report.Summary.Identical - report.Told.Count(decision => decision.Outcome != ReplayOutcome.Identical);
        if (untold > 0) console.WriteLine($"{Show.Count(untold)} more are not identical; --most-told shows more of them.");
    }

    private void Summary(ReplayProgress summary)
    {
        Table table = Screen.Table("Replayed", "Decisions").Right(1);
        table.Add("Identical", Show.Count(summary.Identical));
        table.Add("Different", Show.Count(summary.Differing));
        table.Add("Not replayed", Show.Count(summary.NotReplayed));
        foreach (ReplayObstacleCount each in summary.Obstacles) table.Add($"  {Show.Words(each.Obstacle)}", Show.Count(each.Count));
        table.Add("All", Show.Count(summary.Done));
        table.Add("A second", Show.Count((long)summary.PerSecond));
        console.Write(table);
    }

    private void Print(ReplayedDecision decision)
    {
        Table table = Screen.Table("Where", "Recorded", "Replayed").Title(Markup.Escape(Title(decision)));
        if (decision.Explanation.Length > 0) table.Add(Show.Words(decision.Obstacle), decision.Explanation, "");
        foreach (ReplayDifference difference in decision.Differences) table.Add(difference.Path, difference.Recorded, difference.Replayed);
        int untold = decision.DifferenceCount - decision.Differences.Count;
        if (untold > 0) table.Add($"and {Show.Count(untold)} more", "", "");
        if (decision.Outcome == ReplayOutcome.Identical) console.WriteLine($"{Title(decision)}, content {decision.ContentSha256}");
        else console.Write(table);
    }

    private static string Title(ReplayedDecision decision) =>
        $"Decision {decision.DecisionId} ({decision.ApplicationId} of {decision.ClientId}, {Show.Time(decision.DecidedAt)}): {Show.Words(decision.Outcome)}";
}
