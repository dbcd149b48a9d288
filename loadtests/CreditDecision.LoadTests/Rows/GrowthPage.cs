using System.Xml.Linq;
using Benchmarks.Design;
using CreditDecision.Modeling.Validation.Pages;

namespace CreditDecision.LoadTests.Rows;

/// <summary>The rows of a run as one page that holds everything it needs, with a chart for each that tells of growth.</summary>
internal static class GrowthPage
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    private static readonly string[] Heads = ["what", "target", "figure", "ratio", ""];

    public static string Text(IReadOnlyList<DesignRow> rows)
    {
        var page = new XElement(
            Html + "html",
            new XAttribute("lang", "en"),
            new XElement(Html + "head", new XElement(Html + "meta", new XAttribute("charset", "utf-8")), new XElement(Html + "title", "What was measured"), new XElement(Html + "style", PageStyle.Css)),
            new XElement(
                Html + "body",
                new XElement(Html + "h1", "What was measured"),
                new XElement(
                    Html + "table",
                    new XElement(Html + "tr", Heads.Select(head => new XElement(Html + "th", head))),
                    rows.Select(row => new XElement(
                        Html + "tr", row.IsMet == false ? new XAttribute("class", "failed") : null,
                        new[] { row.What, row.Target, row.Figure, row.Ratio, row.Verdict }.Select(cell => new XElement(Html + "td", cell))))),
                new XElement(Html + "div", new XAttribute("class", "charts"), rows.Where(row => row.Growth.Count > 1).Select(Chart))));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Chart(DesignRow row, int place)
    {
        var chart = new SvgChart(
            $"growth-{place}", row.What, ChartAxis.UpTo("size", row.Growth.Select(point => point.Size)), ChartAxis.UpTo("µs", row.Growth.Select(point => point.Microseconds)));
        chart.Line(row.Growth.Select(point => (point.Size, point.Microseconds)), "main");
        foreach (GrowthPoint point in row.Growth) chart.Dot(point.Size, point.Microseconds, "main");
        return chart.Element;
    }
}
