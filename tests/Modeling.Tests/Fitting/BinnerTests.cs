using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Fitting;

public class BinnerTests
{
    private const int Rows = 4_000;

    [Fact]
    public void Bins_of_a_falling_effect_are_monotonic_large_enough_and_count_every_row_once()
    {
        (CsvColumn column, bool[] isBad) = Numbers(value => -2 - 0.8 * value);
        FittedBins fitted = Bin(column, isBad, new BinningOptions());
        ScorecardBin[] ranges = [.. fitted.Bins.Where(bin => bin.Kind == BinKind.Range)];
        Assert.InRange(ranges.Length, 3, 8);
        Assert.All(ranges, bin => Assert.True(bin.Evidence!.Value.Count >= 0.05 * Rows));
        double[] woes = [.. ranges.Select(bin => bin.Evidence!.Value.Woe)];
        Assert.Equal(woes.Order(), woes);
        Assert.Equal((Rows, isBad.Count(bad => bad)), ((int)fitted.Bins.Sum(bin => bin.Evidence!.Value.Count), (int)fitted.Bins.Sum(bin => bin.Evidence!.Value.Bad)));
        Assert.True(fitted.InformationValue > 0.3);
    }

    [Fact]
    public void A_column_of_noise_is_one_bin_without_information()
    {
        (CsvColumn column, bool[] isBad) = Numbers(_ => -2);
        FittedBins fitted = Bin(column, isBad, new BinningOptions());
        Assert.True(fitted.InformationValue < 0.02, $"{fitted.InformationValue}");
    }

    [Fact]
    public void Missing_and_special_values_stand_apart_and_tiny_ones_are_neutral()
    {
        (CsvColumn column, bool[] isBad) = Numbers(value => -2 - 0.8 * value);
        for (int row = 0; row < 600; row++) column.Numbers[row] = double.NaN;
        for (int row = 600; row < 900; row++) column.Numbers[row] = -99;
        for (int row = 900; row < 904; row++) column.Numbers[row] = -98;
        FittedBins fitted = new Binner(new BinningOptions(), [-99, -98]).Bin(column, [.. Enumerable.Range(0, Rows)], isBad);
        Assert.Equal(600, fitted.Bins.Single(bin => bin.Kind == BinKind.Missing).Evidence!.Value.Count);
        Assert.Equal([300, 4], fitted.Bins.Where(bin => bin.Kind == BinKind.Special).Select(bin => bin.Evidence!.Value.Count));
        Assert.Equal(0, fitted.Bins.Single(bin => bin.Special == -98).Evidence!.Value.Woe);
        Assert.Equal(fitted.Bins.Single(bin => bin.Special == -99).Evidence!.Value.Woe, fitted.Encode(column, [700]).Single());
    }

    [Fact]
    public void Categories_are_grouped_by_their_rate_and_rare_and_unseen_ones_are_covered()
    {
        var random = new StableRandom(3);
        string[] names = ["good1", "good2", "bad1", "rare1", "rare2"];
        int[] codes = [.. Enumerable.Range(0, Rows).Select(row => row < 4 ? 3 : row < 6 ? 4 : random.NextBelow(3))];
        bool[] isBad = [.. codes.Select(code => random.NextChance(code is 0 or 1 ? 0.05 : 0.4))];
        FittedBins fitted = Bin(new CsvColumn("c", [], codes, names), isBad, new BinningOptions());
        ScorecardBin[] bins = [.. fitted.Bins.Where(bin => bin.Kind == BinKind.Values)];
        Assert.Equal(2, bins.Length);
        Assert.Contains(bins, bin => bin.Values.Contains("good1") && bin.Values.Contains("good2") && !bin.Values.Contains("bad1"));
        Assert.Equal(names.Order(), bins.SelectMany(bin => bin.Values).Order());
        Assert.Equal(0, fitted.Bins.Single(bin => bin.Kind == BinKind.Otherwise).Evidence!.Value.Woe);
    }

    [Fact]
    public void Every_row_is_encoded_with_the_evidence_of_the_bin_that_holds_its_value()
    {
        (CsvColumn column, bool[] isBad) = Numbers(value => -2 + value * value);
        FittedBins fitted = Bin(column, isBad, new BinningOptions(MonotonicTrend.None));
        double[] encoded = fitted.Encode(column, [.. Enumerable.Range(0, Rows)]);
        for (int row = 0; row < Rows; row++)
        {
            ScorecardBin bin = fitted.Bins.Single(bin => bin.Kind == BinKind.Range && bin.From <= column.Numbers[row] && column.Numbers[row] < bin.Below);
            Assert.Equal(bin.Evidence!.Value.Woe, encoded[row]);
        }
    }

    [Fact]
    public void A_cut_is_the_roundest_number_between_two_values() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(), (a, b) =>
        {
            (double below, double most) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
            double cut = NumberClasses.RoundestBetween(below, most);
            return below == most || (below < cut && cut <= most);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(17, 23, 20)]
    [InlineData(0.2987, 0.3012, 0.3)]
    [InlineData(-1, 0, 0)]
    [InlineData(-3, -2, -2)]
    public void Cuts_read_like_numbers_that_people_choose(double below, double most, double cut) => Assert.Equal(cut, NumberClasses.RoundestBetween(below, most));

    private static FittedBins Bin(CsvColumn column, bool[] isBad, BinningOptions options) => new Binner(options, []).Bin(column, [.. Enumerable.Range(0, isBad.Length)], isBad);

    private static (CsvColumn Column, bool[] IsBad) Numbers(Func<double, double> logOdds)
    {
        var random = new StableRandom(5);
        double[] values = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())];
        return (new CsvColumn("x", values, [], []), [.. values.Select(value => random.NextChance(1 / (1 + Math.Exp(-logOdds(value)))))]);
    }
}
