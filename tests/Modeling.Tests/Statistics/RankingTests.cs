using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Statistics;

[Trait("Article", "A38")]
public sealed class RankingTests
{
    // Few distinct scores, so that ties are the rule, and at least two of each outcome.
    private static readonly Arbitrary<(double[] Scores, bool[] IsBad)> Samples = (
        from length in Gen.Choose(4, 60)
        from scores in Gen.Choose(0, 9).Select(score => (double)score).ArrayOf(length)
        from bads in ArbMap.Default.GeneratorFor<bool>().ArrayOf(length - 4)
        select (scores, new[] { true, true, false, false }.Concat(bads).ToArray())).ToArbitrary();

    [Fact]
    public void The_curve_leads_from_nothing_to_all_and_its_area_is_the_auc() => Prop.ForAll(Samples, sample =>
    {
        (double[] scores, bool[] isBad) = sample;
        var curve = RankingCurve.Of(scores, isBad);
        var whole = Discrimination.Of(scores, isBad);
        double area = 0, badBefore = 0, goodBefore = 0;
        foreach (RankingPoint point in curve.Points)
        {
            area += (point.GoodShare - goodBefore) * (badBefore + point.BadShare) / 2;
            (badBefore, goodBefore) = (point.BadShare, point.GoodShare);
        }
        return Math.Abs(area - whole.Auc) < 1e-12 && Math.Abs(curve.Ks.Distance - whole.Ks) < 1e-12 && (badBefore, goodBefore) == (1, 1)
            && curve.Points.Zip(curve.Points.Skip(1)).All(pair => pair.First.Score < pair.Second.Score && pair.First.BadShare <= pair.Second.BadShare);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_parts_of_gains_are_the_whole() => Prop.ForAll(Samples, sample =>
    {
        (double[] scores, bool[] isBad) = sample;
        IReadOnlyList<GainsPart> parts = RankingCurve.Gains(scores, isBad, 5);
        return parts.Sum(part => part.Rows) == scores.Length && parts.Sum(part => part.Bads) == isBad.Count(bad => bad) && parts[^1].Gain == 1 && parts.Count <= 5
            && Math.Abs(parts.Sum(part => part.Lift * part.Rows) - scores.Length) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_error_of_an_auc_is_the_one_by_definition() => Prop.ForAll(Samples, sample =>
    {
        (double[] scores, bool[] isBad) = sample;
        double[] goods = [.. scores.Where((_, i) => !isBad[i])], bads = [.. scores.Where((_, i) => isBad[i])];
        static double Wins(double good, double bad) => good > bad ? 1 : good == bad ? 0.5 : 0;
        static double Variance(double[] values)
        {
            double mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        }
        double ofGoods = Variance([.. goods.Select(good => bads.Average(bad => Wins(good, bad)))]), ofBads = Variance([.. bads.Select(bad => goods.Average(good => Wins(good, bad)))]);
        var found = AucUncertainty.Of(scores, isBad);
        (double low, double high) = found.Interval(0.95);
        return Math.Abs(found.StandardError - Math.Sqrt((ofGoods / goods.Length) + (ofBads / bads.Length))) < 1e-12 && low <= found.Auc && found.Auc <= high;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_rankings_agree_as_their_pairs_do() => Prop.ForAll(
        (from length in Gen.Choose(3, 40) from left in Gen.Choose(0, 6).ArrayOf(length) from right in Gen.Choose(0, 6).ArrayOf(length) select (left, right)).ToArbitrary(), given =>
    {
        double[] left = [.. given.left.Select(value => (double)value)], right = [.. given.right.Select(value => (double)value)];
        if (left.Distinct().Count() == 1 || right.Distinct().Count() == 1) return true;
        long agreeing = 0, leftUntied = 0, rightUntied = 0;
        for (int i = 0; i < left.Length; i++)
            for (int j = 0; j < i; j++)
            {
                int l = left[i].CompareTo(left[j]), r = right[i].CompareTo(right[j]);
                agreeing += l * r;
                leftUntied += Math.Abs(l);
                rightUntied += Math.Abs(r);
            }
        var found = RankAgreement.Of(left, right);
        return Math.Abs(found.Kendall - (agreeing / Math.Sqrt((double)leftUntied * rightUntied))) < 1e-12 && Math.Abs(found.Spearman) <= 1 + 1e-12
            && Math.Abs(RankAgreement.Of(left, left).Kendall - 1) < 1e-12 && Math.Abs(RankAgreement.Of(left, [.. left.Select(value => -value)]).Spearman + 1) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_small_sample_is_not_judged_by_what_only_a_large_one_shows()
    {
        // Ten groups: the 95 % quantile of chi-square with nine degrees, 16.919.
        Assert.Equal(16.918977604620448 * 0.02, StabilityBound.Of(100, 100, 10, 0.95), 1e-12);
        Assert.True(StabilityBound.Of(100, 100, 10, 0.95) > 0.25);
        Assert.True(StabilityBound.Of(100_000, 100_000, 10, 0.95) < 0.001);
    }
}
