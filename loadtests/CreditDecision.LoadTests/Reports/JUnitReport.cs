using System.Globalization;
using System.Xml.Linq;
using CreditDecision.LoadTests.Results;

namespace CreditDecision.LoadTests.Reports;

/// <summary>A suite for each run and a case for each thing that was asked of it, as pipelines read the results of tests.</summary>
internal static class JUnitReport
{
    public static string Text(RunReport report) => new XDocument(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            "testsuites",
            new XAttribute("tests", report.Results.Sum(result => result.Checks.Count)),
            new XAttribute("failures", report.Results.Sum(result => result.Checks.Count(check => !check.IsMet))),
            report.Results.Select(result => Suite(result, report.MadeAt)))).ToString();

    private static XElement Suite(RunResult result, DateTimeOffset madeAt) => new(
        "testsuite",
        new XAttribute("name", result.Scenario),
        new XAttribute("tests", result.Checks.Count),
        new XAttribute("failures", result.Checks.Count(check => !check.IsMet)),
        new XAttribute("time", result.Seconds.ToString("0.###", CultureInfo.InvariantCulture)),
        new XAttribute("timestamp", madeAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
        result.Checks.Select(check => new XElement(
            "testcase",
            new XAttribute("classname", result.Scenario),
            new XAttribute("name", check.Name),
            check.IsMet ? null : new XElement("failure", new XAttribute("message", check.Text)))),
        new XElement("system-out", result.ToString()));
}
