using System.Globalization;
using System.Text;
using CreditDecision.LoadTests.Results;

namespace CreditDecision.LoadTests.Reports;

/// <summary>A line for each second of each run, or for each longer slice of a long one (RFC 4180).</summary>
internal static class CsvReport
{
    public static string Text(RunReport report)
    {
        string[] outcomes = [.. report.Results.SelectMany(result => result.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder("scenario,at_second,meant_per_second,answered_per_second,p50_ms,p99_ms,max_ms,wrong,excused");
        foreach (string outcome in outcomes) text.Append(CultureInfo.InvariantCulture, $",{outcome.ToLowerInvariant()}");
        text.Append("\r\n");
        foreach (RunResult result in report.Results)
            foreach (Slice slice in result.Series)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Field(result.Scenario)},{slice.AtSecond},{slice.PerSecond},{slice.AnsweredPerSecond},{slice.P50Ms},{slice.P99Ms},{slice.MaxMs},{slice.Wrong},{slice.Excused}");
                foreach (string outcome in outcomes) text.Append(CultureInfo.InvariantCulture, $",{slice.Outcomes.GetValueOrDefault(outcome)}");
                text.Append("\r\n");
            }
        return text.ToString();
    }

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
