using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Statistics;

[Trait("Article", "A40")]
public sealed class CalibrationTests
{
    private static readonly Gen<GradeOutcome> Grades =
        from loans in Gen.Choose(1, 2_000)
        from defaults in Gen.Choose(0, loans)
        from pd in Gen.Choose(1, 999)
        select new GradeOutcome(loans, defaults, pd / 1_000.0);

    [Fact]
    public void The_binomial_test_is_the_sum_of_its_terms() => Prop.ForAll(Grades.ToArbitrary(), grade =>
    {
        double Term(long k) => Math.Exp(SpecialFunctions.LogGamma(grade.Loans + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(grade.Loans - k + 1)
            + (k * Math.Log(grade.Pd)) + ((grade.Loans - k) * Math.Log(1 - grade.Pd)));
        double sum = 0;
        for (long k = grade.Defaults; k <= grade.Loans; k++) sum += Term(k);
        return Math.Abs(sum - GradeCalibration.Of(grade).Binomial) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_defaults_never_make_a_prediction_more_likely() => Prop.ForAll(Grades.ToArbitrary(), grade =>
    {
        if (grade.Defaults == grade.Loans) return true;
        (GradeCalibration fewer, GradeCalibration more) = (GradeCalibration.Of(grade), GradeCalibration.Of(grade with { Defaults = grade.Defaults + 1 }));
        return more.Binomial <= fewer.Binomial && more.Jeffreys <= fewer.Jeffreys && more.Z <= fewer.Z;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_interval_holds_the_rate_and_says_with_which_probability() => Prop.ForAll(Grades.ToArbitrary(), grade =>
    {
        (double low, double high) = GradeCalibration.Interval(grade.Loans, grade.Defaults, 0.9);
        double Of(double rate) => SpecialFunctions.Beta(rate, grade.Defaults + 0.5, grade.Loans - grade.Defaults + 0.5);
        return low <= grade.DefaultRate && grade.DefaultRate <= high
            && (grade.Defaults == 0 ? low == 0 : Math.Abs(Of(low) - 0.05) < 1e-9) && (grade.Defaults == grade.Loans ? high == 1 : Math.Abs(Of(high) - 0.95) < 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Small_cases_by_hand()
    {
        // Two of two where each defaults with a half: a quarter.
        Assert.Equal(0.25, GradeCalibration.Of(new GradeOutcome(2, 2, 0.5)).Binomial, 1e-14);
        Assert.Equal(1, GradeCalibration.Of(new GradeOutcome(10, 0, 0.1)).Binomial);
        Assert.Equal(0.5, GradeCalibration.Of(new GradeOutcome(100, 10, 0.1)).Z, 1e-14);
        // (6 − 4)² / (4 · 0.6) + (1 − 2)² / (2 · 0.8) = 2.2917; with two degrees P = exp(−x / 2).
        var all = HosmerLemeshow.Of([new GradeOutcome(10, 6, 0.4), new GradeOutcome(10, 1, 0.2)]);
        Assert.Equal(55.0 / 24, all.Statistic, 1e-12);
        Assert.Equal(Math.Exp(-55.0 / 48), all.P, 1e-12);
        Assert.Equal((0.5, 0), (Concentration.Of([3, 3]).Index, Concentration.Of([3, 3]).Normalised));
        Assert.Equal((1, 1), (Concentration.Of([0, 8]).Index, Concentration.Of([0, 8]).Normalised));
    }

    [Theory]
    [InlineData(0, 0, 0.1, "0 loans")]
    [InlineData(5, 6, 0.1, "6 defaults of 5")]
    [InlineData(5, 1, 0, "predicts 0")]
    [InlineData(5, 1, double.NaN, "predicts NaN")]
    public void A_figure_that_cannot_be_is_named(long loans, long defaults, double pd, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => GradeCalibration.Of(new GradeOutcome(loans, defaults, pd))).Message);
}
