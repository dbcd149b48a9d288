using System.Globalization;
using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Statistics;
using CreditDecision.Service.Monitoring.Loans;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>From counted default rates to the API's.</summary>
internal static class DefaultRateTranslation
{
    public static Wire.DefaultRateReport ToWire(CountedDefaults counted, MonitoringPolicy policy)
    {
        DefaultFindings findings = counted.Findings;
        var report = new Wire.DefaultRateReport
        {
            AsOf = counted.AsOf.ToString("O", CultureInfo.InvariantCulture),
            WindowMonths = policy.Defaults.WindowMonths,
            Cells = { findings.Cells.Select(ToWire) },
            Grades = { findings.Grades.Select(ToWire) },
            Vintages = { findings.Vintages.Select(ToWire) },
            Total = ToWire(findings.Total),
            Signals = { findings.Signals.Select(MonitoringTranslation.ToWire) },
            Policy = MonitoringTranslation.ToWire(policy),
            Unknown = { MonitoringTranslation.ToWire(counted.Unknown) },
        };
        if (findings.HosmerLemeshow is { } fit)
            report.HosmerLemeshow = new Wire.HosmerLemeshowTest { Statistic = fit.Statistic, Degrees = fit.Degrees, Probability = fit.P };
        return report;
    }

    private static Wire.DefaultRateRow ToWire(DefaultFinding finding)
    {
        DefaultRate rate = finding.Rate;
        var row = new Wire.DefaultRateRow
        {
            Vintage = rate.Vintage == default ? "" : DefaultFindings.Month(rate.Vintage),
            Grade = rate.Grade,
            Loans = rate.Loans,
            Defaults = rate.Defaults,
            NotMature = rate.Immature,
            NotObserved = rate.Unobserved,
            NotDrawn = rate.Undrawn,
            Verdict = (Wire.DefaultVerdict)finding.Verdict,
        };
        if (rate.Loans > 0) row.DefaultRate = rate.Rate;
        if (rate.Rated > 0) (row.PredictedPd, row.PredictedDefaults) = (rate.MeanPd, finding.Expected);
        if (finding.Calibration is { } tests) (row.Binomial, row.Jeffreys, row.Z) = (tests.Binomial, tests.Jeffreys, tests.Z);
        return row;
    }
}
