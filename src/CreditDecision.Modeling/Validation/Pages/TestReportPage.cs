using System.Xml.Linq;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>
/// The report as one page for people: no scripts, nothing to fetch, well-formed as XML and as HTML. The bytes of
/// <see cref="TestReportJson"/> are what a review binds; the page names their hash.
/// </summary>
public static class TestReportPage
{
    internal static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    /// <param name="sha256">Of the written report.</param>
    public static string Write(TestReport report, string sha256)
    {
        string title = $"Development test of {report.Model.Id} {report.Model.Version}".TrimEnd();
        var page = new XElement(
            Html + "html",
            new XAttribute("lang", "en"),
            new XElement(
                Html + "head",
                new XElement(Html + "meta", new XAttribute("charset", "utf-8")),
                new XElement(Html + "meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement(Html + "title", title),
                new XElement(Html + "style", PageStyle.Css)),
            new XElement(
                Html + "body",
                new XElement(Html + "h1", title),
                Verdict(report),
                PageTables.Facts(report, sha256),
                new XElement(Html + "h2", "Checks"),
                PageTables.Checks(report.Checks),
                new XElement(Html + "h2", "Charts"),
                new XElement(Html + "div", new XAttribute("class", "charts"), ReportCharts.All(report)),
                PageSections.Of(report)));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Verdict(TestReport report)
    {
        int failed = report.Checks.Count(check => !check.Passed);
        return new XElement(
            Html + "p",
            new XAttribute("class", report.Passed ? "verdict passed" : "verdict failed"),
            report.Passed ? $"Passed: all {report.Checks.Count} checks are met." : $"Failed: {failed} of {report.Checks.Count} checks are not met.");
    }
}
