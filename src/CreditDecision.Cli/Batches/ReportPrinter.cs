using System.Globalization;
using CreditDecision.Cli.Printing;
using Spectre.Console;

namespace CreditDecision.Cli.Batches;

/// <summary>A <see cref="BatchReport"/> for people.</summary>
internal sealed class ReportPrinter(IAnsiConsole console, Language language)
{
    private const int ReasonsShown = 10;

    public void Print(BatchReport report)
    {
        Summary(report);
        Groups("Outcomes", "Outcome", report.Outcomes, report.LabelColumn);
        Groups("Grades, best first", "Grade", report.Grades, report.LabelColumn);
        if (Verdict(report) is { } verdict) console.WriteLine(verdict);
        Reasons(report.Reasons);
        Errors(report);
    }

    /// <summary>Whether the realised default rate rises from grade to grade, in a sentence; null without labels.</summary>
    internal static string? Verdict(BatchReport report)
    {
        if (report.LabelColumn is null) return null;
        if (report.RisesFromGradeToGrade is not { } rises)
            return "Fewer than two grades have labelled rows, so nothing can be said of the default rate from grade to grade.";
        if (!rises)
            return $"The realised default rate does NOT rise from {string.Join(", nor from ", report.DoesNotRise.Select(pair => $"{pair.Better} to {pair.Worse}"))}.";
        IEnumerable<string> steps = report.Grades.Where(grade => grade.Labelled > 0).Select(grade => $"{grade.Name} {Rate(grade.DefaultRate)}");
        return $"The realised default rate rises from grade to grade: {string.Join(" < ", steps)}.";
    }

    private void Summary(BatchReport report)
    {
        LatencyReport latency = report.Latency;
        string loop = report.Rate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"open loop at {rate:#,0.##}/s, timed from the intended start")
            : "closed loop";
        Table table = Screen.Table("", "").HideHeaders().Title($"Run {Markup.Escape(report.RunId)}: {report.Ending.Replace('_', ' ')}");
        table.Add("Rows", $"{Show.Count(report.Rows)}, of which {Show.Count(report.Decided)} decided and {Show.Count(report.Failed)} failed");
        table.Add("Sent again", Show.Count(report.Retries));
        table.Add("Time", string.Create(CultureInfo.InvariantCulture, $"{report.ElapsedSeconds:#,0.00} s"));
        table.Add("Throughput", string.Create(CultureInfo.InvariantCulture, $"{report.DecisionsPerSecond:#,0} decisions/s ({loop})"));
        table.Add("Latency p50", Show.Milliseconds(latency.P50Ms));
        table.Add("p90", Show.Milliseconds(latency.P90Ms));
        table.Add("p99", Show.Milliseconds(latency.P99Ms));
        table.Add("p99.9", Show.Milliseconds(latency.P999Ms));
        table.Add("max", Show.Milliseconds(latency.MaxMs));
        console.Write(table);
    }

    private void Groups(string title, string first, IReadOnlyList<GroupReport> groups, string? labelColumn)
    {
        if (groups.Count == 0) return;
        string[] columns = [first, "Count", "Share", "Mean predicted PD"];
        Table table = labelColumn is null ? Screen.Table(columns) : Screen.Table([.. columns, "Labelled", "Bad", "Realised default rate"]);
        foreach (GroupReport group in groups)
        {
            string[] cells = [group.Name.Replace('_', ' '), Show.Count(group.Count), Show.Share(group.Share), Rate(group.MeanPredictedPd)];
            table.Add(labelColumn is null ? cells : [.. cells, Show.Count(group.Labelled), Show.Count(group.Bad), Rate(group.DefaultRate)]);
        }
        console.Write(table.Title(title).Right([.. Enumerable.Range(1, table.Columns.Count - 1)]));
    }

    private void Reasons(IReadOnlyList<ReasonReport> reasons)
    {
        if (reasons.Count == 0) return;
        Table table = Screen.Table("Code", "Name", "Article", "Count", "Share", "Text").Right(0, 3, 4).Title("Most frequent reasons");
        foreach (ReasonReport reason in reasons.Take(ReasonsShown))
        {
            table.Add(
                reason.Code.ToString(CultureInfo.InvariantCulture), reason.Name, reason.Article, Show.Count(reason.Count),
                Show.Share(reason.Share), language == Language.Zh ? reason.Zh : reason.En);
        }
        console.Write(table);
    }

    private void Errors(BatchReport report)
    {
        if (report.Errors.Count == 0) return;
        Table table = Screen.Table("Failed with", "Rows").Right(1);
        foreach (ErrorReport error in report.Errors) table.Add(error.Status, Show.Count(error.Count));
        console.Write(table);
    }

    private static string Rate(double? rate) => Show.Share(rate ?? double.NaN);
}
