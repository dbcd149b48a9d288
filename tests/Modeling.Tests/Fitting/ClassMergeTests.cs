using CreditDecision.Modeling.Fitting;
using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Fitting;

public class ClassMergeTests
{
    private static readonly Gen<Tally[]> Classes =
        from count in Gen.Choose(1, 8)
        from tallies in (from good in Gen.Choose(0, 120) from bad in Gen.Choose(0, 40) select new Tally(good, bad)).ArrayOf(count)
        select tallies;

    [Theory]
    [InlineData(MonotonicTrend.None)]
    [InlineData(MonotonicTrend.Increasing)]
    [InlineData(MonotonicTrend.Decreasing)]
    [InlineData(MonotonicTrend.Auto)]
    public void No_partition_that_keeps_the_rules_tells_more(MonotonicTrend trend) => Prop.ForAll(Classes.ToArbitrary(), tallies =>
    {
        Tally all = tallies.Aggregate(new Tally(), (sum, tally) => sum + tally);
        if (all.Good == 0 || all.Bad == 0) return true;
        var options = new BinningOptions(trend, LeastShare: 0.1, MostBins: 4);
        int[] starts = new ClassMerge(tallies, all, options).Best(trend, options.MostBins);
        double best = Partitions(tallies.Length)
            .Where(partition => partition.Length is > 1 and <= 4 && Keeps(Bins(tallies, partition), all, trend))
            .Select(partition => Value(Bins(tallies, partition), all)).DefaultIfEmpty(0).Max();
        Tally[] chosen = Bins(tallies, starts);
        bool isSound = chosen.Length == 1 || Keeps(chosen, all, trend);
        return isSound && Math.Abs((chosen.Length == 1 ? 0 : Value(chosen, all)) - best) < 1e-12;
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<int[]> Partitions(int classes) => Enumerable.Range(0, 1 << (classes - 1))
        .Select(bits => (int[])[0, .. Enumerable.Range(1, classes - 1).Where(i => (bits >> (i - 1) & 1) == 1)]);

    private static Tally[] Bins(Tally[] tallies, int[] starts) => [.. starts.Select((start, i) =>
        tallies[start..(i + 1 < starts.Length ? starts[i + 1] : tallies.Length)].Aggregate(new Tally(), (sum, tally) => sum + tally))];

    private static double Value(Tally[] bins, Tally all) => bins.Sum(bin => WeightOfEvidence.Term(bin.Good, bin.Bad, all.Good, all.Bad));

    private static bool Keeps(Tally[] bins, Tally all, MonotonicTrend trend)
    {
        if (bins.Any(bin => bin.Count < 0.1 * all.Count || bin.Good < 5 || bin.Bad < 5)) return false;
        var pairs = bins.Zip(bins.Skip(1)).ToList();
        bool differ = pairs.All(pair => Math.Abs(pair.First.BadRate - pair.Second.BadRate) >= 1.645 * Deviation(pair.First, pair.Second));
        bool rises = pairs.All(pair => pair.Second.BadRate > pair.First.BadRate), falls = pairs.All(pair => pair.Second.BadRate < pair.First.BadRate);
        return differ && trend switch { MonotonicTrend.Increasing => rises, MonotonicTrend.Decreasing => falls, MonotonicTrend.Auto => rises || falls, _ => true };
    }

    private static double Deviation(Tally a, Tally b)
    {
        double rate = (a + b).BadRate;
        return Math.Sqrt(rate * (1 - rate) * (1.0 / a.Count + 1.0 / b.Count));
    }
}
