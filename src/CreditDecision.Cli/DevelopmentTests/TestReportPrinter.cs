using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.Modeling.Validation;
using Spectre.Console;

namespace CreditDecision.Cli.DevelopmentTests;

/// <summary>Prints what was judged; the rest stands in the report.</summary>
internal sealed class TestReportPrinter(IAnsiConsole console)
{
    internal void Print(TestReport report, string sha256)
    {
        Table checks = Screen.Table("check", "value", "bound", "at", "").Right(1, 2);
        foreach (TestCheck check in report.Checks)
            checks.Add(check.Name, Number(check.Value), $"{(check.Kind == "at_least" ? "≥" : "≤")} {Number(check.Bound)}", check.At, check.Passed ? "passed" : "FAILED");
        console.Write(checks);
        int failed = report.Checks.Count(check => !check.Passed);
        string verdict = failed == 0 ? $"passed all {report.Checks.Count} checks" : $"failed {failed} of {report.Checks.Count} checks";
        console.WriteLine($"{report.Model.Id} {report.Model.Version}".TrimEnd() + $" {verdict} on {Show.Count((long)report.HoldOut.Plain.Rows)} held-out rows of {report.Data.Name}; report {sha256}");
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
