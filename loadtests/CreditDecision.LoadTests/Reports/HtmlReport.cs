using System.Globalization;
using System.Xml.Linq;
using CreditDecision.LoadTests.Results;
using CreditDecision.Modeling.Validation.Pages;

namespace CreditDecision.LoadTests.Reports;

/// <summary>One page that holds everything it needs: figures, what was asked for, and charts over time.</summary>
internal static class HtmlReport
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly string[] Kinds = ["main", "good", "bad", "other", "even"];

    public static string Text(RunReport report)
    {
        var page = new XElement(
            Html + "html",
            new XAttribute("lang", "en"),
            new XElement(
                Html + "head", new XElement(Html + "meta", new XAttribute("charset", "utf-8")), new XElement(Html + "title", "Load test"), new XElement(Html + "style", PageStyle.Css)),
            new XElement(
                Html + "body",
                new XElement(Html + "h1", "Load test"),
                new XElement(Html + "p", $"{report.MadeAt.ToString("u", CultureInfo.InvariantCulture)}; {report.Machine}"),
                Verdict(report),
                report.Results.Select((result, place) => Section(result, place))));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Verdict(RunReport report)
    {
        Check[] checks = [.. report.Results.SelectMany(result => result.Checks)];
        int missed = checks.Count(check => !check.IsMet);
        return new XElement(
            Html + "p",
            new XAttribute("class", missed == 0 ? "verdict passed" : "verdict failed"),
            missed == 0 ? $"Passed: all {checks.Length} checks are met." : $"Failed: {missed} of {checks.Length} checks are missed.");
    }

    private static XElement Section(RunResult result, int place) => new(
        Html + "section",
        new XElement(Html + "h2", result.Scenario),
        Table("What was asked for", ["", "figure", "bound", ""], result.Checks.Select(check => new[] { check.Name, Number(check.Figure), Number(check.Bound), check.IsMet ? "met" : "missed" })),
        Table("Figures", ["", ""], Figures(result).Select(each => new[] { each.Name, each.Text })),
        result.Events.Count == 0 ? null : Table("Events", ["at second", "what"], result.Events.Select(each => new[] { Number(each.AtSeconds), each.Do })),
        new XElement(Html + "div", new XAttribute("class", "charts"), Charts(result, place).Select(chart => chart.Element)));

    private static IEnumerable<(string Name, string Text)> Figures(RunResult result)
    {
        yield return ("answers", $"{result.Answered.ToString("N0", CultureInfo.InvariantCulture)} in {Number(result.Seconds)} s");
        yield return ("answers a second", Number(result.PerSecond));
        yield return ("latency p50 / p90 / p99 / p99.9 / max, ms", string.Join(" / ", new[] { result.LatencyMs.P50, result.LatencyMs.P90, result.LatencyMs.P99, result.LatencyMs.P999, result.LatencyMs.Max }.Select(Number)));
        yield return ("wrong; explained by events; refused as meant; degraded", $"{result.Wrong}; {result.Excused}; {result.RefusedAsMeant}; {result.Degraded}");
        foreach ((string status, long count) in result.Statuses) yield return ($"status {status}", count.ToString("N0", CultureInfo.InvariantCulture));
        foreach ((string outcome, long count) in result.Outcomes) yield return ($"outcome {outcome}", count.ToString("N0", CultureInfo.InvariantCulture));
        foreach ((string process, double micros) in result.ProcessorMicroseconds) yield return ($"{process}, µs of processor for each answer", Number(micros));
        if (result.Knee is { } knee) yield return ("knee", $"{Number(knee.OfferedPerSecond)} a second at second {Number(knee.AtSecond)}");
        if (result.MostReservedFen is { } most) yield return ("most granted to one borrower, fen", most.ToString("N0", CultureInfo.InvariantCulture));
        if (result.Verified is { } verified) yield return ("sent again afterwards", $"{verified.Asked}, of which {verified.Different} got another answer or none");
    }

    private static IEnumerable<SvgChart> Charts(RunResult result, int place)
    {
        IReadOnlyList<Slice> series = result.Series;
        ChartAxis time = ChartAxis.UpTo("second", series.Select(slice => slice.AtSecond));
        yield return Lines($"rate-{place}", "Calls a second", time, series, ("meant", slice => slice.PerSecond), ("answered", slice => slice.AnsweredPerSecond));
        yield return Lines($"latency-{place}", "Latency, ms", time, series, ("p50", slice => slice.P50Ms), ("p99", slice => slice.P99Ms), ("max", slice => slice.MaxMs));
        yield return Lines($"outcomes-{place}", "Decisions by outcome", time, series,
            [.. result.Outcomes.Keys.Select(outcome => (outcome, (Func<Slice, double>)(slice => slice.Outcomes.GetValueOrDefault(outcome))))]);
        yield return Lines($"errors-{place}", "Errors", time, series, ("wrong", slice => slice.Wrong), ("explained by events", slice => slice.Excused));
    }

    private static SvgChart Lines(string id, string title, ChartAxis time, IReadOnlyList<Slice> series, params (string Name, Func<Slice, double> Value)[] lines)
    {
        var chart = new SvgChart(id, title, time, ChartAxis.UpTo("", lines.SelectMany(line => series.Select(line.Value))));
        for (int i = 0; i < lines.Length; i++)
            chart.Line(series.Select(slice => (slice.AtSecond, lines[i].Value(slice))), Kinds[i % Kinds.Length]).Legend(lines[i].Name, Kinds[i % Kinds.Length]);
        return chart;
    }

    private static XElement Table(string caption, string[] heads, IEnumerable<string[]> rows) => new(
        Html + "table",
        new XElement(Html + "caption", caption),
        new XElement(Html + "thead", new XElement(Html + "tr", heads.Select(head => new XElement(Html + "th", head)))),
        new XElement(Html + "tbody", rows.Select(row => new XElement(
            Html + "tr", row[^1] == "missed" ? new XAttribute("class", "failed") : null, row.Select(cell => new XElement(Html + "td", cell))))));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
