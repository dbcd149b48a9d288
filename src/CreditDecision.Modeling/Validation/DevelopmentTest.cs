using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Validation.Figures;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation;

/// <summary>
/// The development test that the system runs itself (A38): what a developer claims does not count. Pure: no clock, no randomness, the same
/// report for the same model, rows and policy, in whatever order the rows came.
/// </summary>
public static class DevelopmentTest
{
    /// <param name="rows">Bound to this model.</param>
    /// <param name="errors">Every column and feature of the policy that is not there, or that cannot be changed so, by its path in the policy.</param>
    /// <returns>Null when the errors hold anything.</returns>
    public static TestReport? Run(TestSubject model, LabelledRows rows, TestPolicy policy, DocumentErrors errors)
    {
        new PolicyBinding(policy, rows, errors).Check();
        if (errors.Any) return null;
        ScoredRows development = ScoredRows.Of(model, rows.Development), holdOut = ScoredRows.Of(model, rows.HoldOut);
        var scale = new GradeScale(policy.Grades, development.Pd);
        PartFigures before = PartMeasurement.Of(development, scale, policy), after = PartMeasurement.Of(holdOut, scale, policy);
        int[] inputs = [.. Enumerable.Range(0, rows.Inputs.Count)];
        var stress = new StressMeasurement(model, rows, after.Plain, policy.CutOff);
        var slices = new SliceMeasurement(rows, development, holdOut, policy);
        var report = new TestReport(
            model.Identity,
            rows.Identity,
            new TestedPolicy(policy.Id, policy.Version, policy.Sha256, policy.CutOff, policy.Confidence, policy.ChanceConfidence, policy.LeastRows),
            [],
            before,
            after,
            ValueGroups.OfNumbers(development.Pd).Shift(development.Pd, holdOut.Pd, policy.ChanceConfidence),
            Array.ConvertAll(inputs, place => StabilityMeasurement.FeatureOf(rows, place, policy.ChanceConfidence)),
            StabilityMeasurement.GradesOf(before.Grades, after.Grades),
            Array.ConvertAll(inputs, stress.Without),
            [.. policy.Fairness.Select(slices.Of)],
            rows.Segment.Length == 0 ? null : slices.Of(new FairnessColumn(rows.Segment, [])),
            [.. policy.Shocks.Select(stress.Under)]);
        return report with { Checks = [.. Checking.Of(policy, report)] };
    }
}
