using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Validation.Figures;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation;

/// <summary>Holds what was measured against the policy's thresholds.</summary>
internal static class Checking
{
    internal static IEnumerable<TestCheck> Of(TestPolicy policy, TestReport report)
    {
        foreach (Threshold<TestMetric> threshold in policy.Thresholds)
            yield return Check(SnakeCase.Of(threshold.Metric), threshold.Kind, threshold.Bound, [.. Candidates.Of(threshold.Metric, report)]);
        foreach ((Shock shock, StressFigures figures) in policy.Shocks.Zip(report.Stress))
        {
            // A shock's own threshold stands in for the common one.
            var common = policy.StressThresholds.Where(each => !shock.Thresholds.Any(own => own.Metric == each.Metric && own.Kind == each.Kind));
            foreach (Threshold<StressMetric> threshold in common.Concat(shock.Thresholds))
                yield return Check($"stress.{shock.Name}.{SnakeCase.Of(threshold.Metric)}", threshold.Kind, threshold.Bound, [new Candidate(ValueOf(threshold.Metric, figures))]);
        }
    }

    private static TestCheck Check(string name, BoundKind kind, double bound, Candidate[] candidates)
    {
        if (candidates.Length == 0) return new TestCheck(name, double.NaN, "", SnakeCase.Of(kind), bound, false);
        // The one with the least room; what cannot be said has none.
        Candidate worst = candidates.MinBy(candidate => double.IsNaN(candidate.Value) ? double.NegativeInfinity : Room(candidate));
        return new TestCheck(name, worst.Value, worst.At, SnakeCase.Of(kind), BoundFor(worst), Room(worst) >= 0);

        double BoundFor(Candidate candidate) => kind == BoundKind.AtMost ? Math.Max(bound, candidate.LeastBound) : bound;
        double Room(Candidate candidate) => kind == BoundKind.AtMost ? BoundFor(candidate) - candidate.Value : candidate.Value - bound;
    }

    private static double ValueOf(StressMetric metric, StressFigures figures) => metric switch
    {
        StressMetric.AucChange => figures.Change.Auc,
        StressMetric.KsChange => figures.Change.Ks,
        StressMetric.BrierChange => figures.Change.Brier,
        StressMetric.LogLossChange => figures.Change.LogLoss,
        StressMetric.MeanPdChange => figures.Change.MeanPd,
        StressMetric.ApprovalRateChange => figures.Change.ApprovalRate,
        StressMetric.CalibrationGapChange => figures.Change.CalibrationGap,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "is no metric"),
    };
}
