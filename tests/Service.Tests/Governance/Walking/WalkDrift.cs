using System.Globalization;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>Holds a report of monitoring to what the page says of it.</summary>
internal static class WalkDrift
{
    // A little more than half of the last digit that is stated.
    private const double Rounding = 0.0006;

    /// <param name="block">The report's file, and for each feature its PSI and the level that it raises.</param>
    public static void Check(WalkBlock block, Func<string, string> fill)
    {
        MonitoringReport report = JsonParser.Default.Parse<MonitoringReport>(File.ReadAllText(fill(block.Lines[0]["report: ".Length..])));
        string[][] lines = [.. block.Lines.Skip(1).Select(line => line.Split(' '))];
        Assert.Empty(report.Current.Unread);
        foreach (string[] line in lines)
        {
            DistributionShift shift = report.Features.Single(feature => feature.Name == line[0]).Shift;
            Assert.Equal(double.Parse(line[1], CultureInfo.InvariantCulture), shift.Psi, Rounding);
            Assert.Equal((line[0], line[2]), (line[0], shift.Level == MonitoringLevel.Unspecified ? "none" : SnakeCase.Of(shift.Level)));
        }
        Assert.Equal(
            lines.Where(line => line[2] != "none").Select(line => $"{line[2]} feature_stability {line[0]}").Order(),
            report.Signals.Select(signal => $"{SnakeCase.Of(signal.Level)} {SnakeCase.Of(signal.Metric)} {signal.Subject}").Order());
    }
}
