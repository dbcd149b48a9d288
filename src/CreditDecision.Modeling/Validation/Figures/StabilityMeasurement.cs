using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Measures what differs between the two parts.</summary>
internal static class StabilityMeasurement
{
    internal static FeatureFigures FeatureOf(LabelledRows rows, int place, double chanceConfidence)
    {
        BoundInput input = rows.Inputs[place];
        (double[] before, double[] after) = (rows.Development.Columns[place], rows.HoldOut.Columns[place]);
        var groups = ValueGroups.Of(input.Input, before);
        return new FeatureFigures(
            input.Column,
            groups.Shift(before, after, chanceConfidence),
            groups.InformationValue(before, rows.Development.IsBad),
            groups.InformationValue(after, rows.HoldOut.IsBad),
            MissingShare(before),
            MissingShare(after),
            input.Refused);
    }

    internal static GradeStability GradesOf(IReadOnlyList<GradeFigures> development, IReadOnlyList<GradeFigures> holdOut)
    {
        int[] filled = [.. Enumerable.Range(0, holdOut.Count).Where(grade => holdOut[grade].Loans > 0)];
        double[] rates = Array.ConvertAll(filled, grade => holdOut[grade].DefaultRate);
        int[] both = [.. filled.Where(grade => development[grade].Loans > 0)];
        RankAgreement? agreement = Agreement(Array.ConvertAll(both, grade => development[grade].DefaultRate), Array.ConvertAll(both, grade => holdOut[grade].DefaultRate));
        return new GradeStability(
            Agreement(Array.ConvertAll(filled, grade => (double)grade), rates)?.Kendall ?? double.NaN,
            rates.Skip(1).Zip(rates).Count(pair => pair.First < pair.Second),
            agreement?.Spearman ?? double.NaN,
            agreement?.Kendall ?? double.NaN);
    }

    private static RankAgreement? Agreement(double[] left, double[] right) =>
        left.Distinct().Count() < 2 || right.Distinct().Count() < 2 ? null : RankAgreement.Of(left, right);

    private static double MissingShare(double[] values) => (double)values.Count(double.IsNaN) / values.Length;
}
