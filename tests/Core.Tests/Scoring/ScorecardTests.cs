using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Scoring;

public class ScorecardTests
{
    private static readonly Scorecard Scorecard = ScoringContent.Scorecard;

    [Theory]
    [InlineData(-9, 1, 0, 500 + 60 + 25 + 15)]
    [InlineData(0.3, 0, 1, 500 + 30 + 5 + 15)]
    [InlineData(0.2999, 0, 2, 500 + 60 + 5 + 2)]
    [InlineData(0.8, double.NaN, 3, 500 - 10 + 0 + 2)]
    [InlineData(-1, 1, 3, 500 + 7 + 25 + 2)]
    [InlineData(double.NaN, double.NaN, double.NaN, 500 + 20 + 0 + 50)]
    public void Points_of_the_bins_are_added_to_the_intercept(double utilisation, double employed, double education, double expected) =>
        Assert.Equal(expected, Scorecard.Score([utilisation, employed, education]));

    [Fact]
    public void Base_points_mean_base_odds_and_pdo_points_double_them()
    {
        Assert.Equal(1 / 21.0, Scorecard.ProbabilityOf(600).Value, 12);
        Assert.Equal(1 / 41.0, Scorecard.ProbabilityOf(640).Value, 12);
        Assert.Equal(1 / 11.0, Scorecard.ProbabilityOf(560).Value, 12);
    }

    [Fact]
    public void Platt_calibration_bends_the_log_odds()
    {
        string text = ScoringContent.ScorecardText.Replace("""{ "method": "points_to_odds" }""", """{ "method": "platt", "slope": 0.5, "intercept": 1.5 }""");
        Scorecard platt = ScoringContent.Read(text, out _)!;
        double expected = 1 / (1 + Math.Exp(-(0.5 * -Math.Log(20) + 1.5)));
        Assert.Equal(expected, platt.ProbabilityOf(600).Value, 12);
    }

    [Fact]
    public void More_points_never_mean_more_risk_and_extreme_points_stay_probabilities() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(), (a, b) =>
            Scorecard.ProbabilityOf(Math.Max(a.Get, b.Get)) <= Scorecard.ProbabilityOf(Math.Min(a.Get, b.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_number_gets_the_points_of_the_one_bin_that_holds_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
        {
            ScorecardBin bin = Scorecard.Characteristics[0].Bins.Single(b => b.Kind == BinKind.Range && b.From <= number.Get && number.Get < b.Below);
            double expected = number.Get == -1 ? 7 : bin.Points;
            return Scorecard.Score([number.Get, double.NaN, double.NaN]) == 500 + expected + 0 + 50;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_costliest_characteristics_come_first_and_costless_ones_not_at_all()
    {
        var top = new Contribution[3];
        Assert.Equal(2, Scorecard.Explain([0.9, 0, 0], top));
        Assert.Equal(new Contribution(0, 0.9, 70, CostUnit.Points, new ReasonCode(20001)), top[0]);
        Assert.Equal(new Contribution(1, 0, 20, CostUnit.Points, new ReasonCode(20002)), top[1]);
    }

    [Fact]
    public void Only_as_many_contributions_as_there_is_room_for()
    {
        var top = new Contribution[1];
        Assert.Equal(1, Scorecard.Explain([0.5, 0, 3], top));
        Assert.Equal(0, top[0].Slot);
        Assert.Equal(0, Scorecard.Explain([0.5, 0, 3], []));
    }

    [Fact]
    public void Withholding_data_is_never_advised()
    {
        // Missing education is worth most of all, yet it neither costs nor raises what others lose.
        var top = new Contribution[3];
        Assert.Equal(0, Scorecard.Explain([0, 1, double.NaN], top));
        Assert.Equal(1, Scorecard.Explain([0, 1, 3], top));
        Assert.Equal(13, top[0].Cost);
    }

    [Fact]
    public void Scoring_and_explaining_allocate_nothing()
    {
        double[] values = [0.5, 1, 2];
        var top = new Contribution[2];
        double sum = 0;
        Assert.Equal(0, Allocation.Least(() => sum += Scorecard.Score(values) + Scorecard.Explain(values, top) + Scorecard.ProbabilityOf(sum).Value));
        Assert.True(sum > 0);
    }
}
