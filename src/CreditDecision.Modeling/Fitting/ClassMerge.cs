using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Merges ordered fine classes into the bins with the highest information value among all partitions that keep the rules: least size,
/// most bins, trend of the bad rate, and neighbours that really differ. Exact, by dynamic programming over (first, last) of a bin.
/// </summary>
internal sealed class ClassMerge
{
    // One-sided 5 %: neighbours whose bad rates differ by less are one bin; a split on noise would not last outside the sample.
    private const double LeastDistance = 1.645;

    // With fewer of either outcome a bin's weight of evidence is mostly chance.
    internal const int LeastOutcomes = 5;

    private readonly Tally[] _upTo;
    private readonly Tally _all;
    private readonly long _leastRows;
    private readonly int _classes;

    /// <param name="classes">In order.</param>
    /// <param name="all">Of the whole sample, with missing and special rows.</param>
    internal ClassMerge(IReadOnlyList<Tally> classes, Tally all, BinningOptions options)
    {
        (_classes, _all) = (classes.Count, all);
        _leastRows = Math.Max(1, (long)Math.Ceiling(options.LeastShare * all.Count));
        _upTo = new Tally[classes.Count + 1];
        for (int i = 0; i < classes.Count; i++) _upTo[i + 1] = _upTo[i] + classes[i];
    }

    /// <returns>Index of the first class of each bin, ascending; [0] when nothing can be told apart.</returns>
    internal int[] Best(MonotonicTrend trend, int mostBins)
    {
        if (trend != MonotonicTrend.Auto) return BestOf(trend, mostBins).Starts;
        var (rising, falling) = (BestOf(MonotonicTrend.Increasing, mostBins), BestOf(MonotonicTrend.Decreasing, mostBins));
        return falling.Value > rising.Value ? falling.Starts : rising.Starts;
    }

    private (double Value, int[] Starts) BestOf(MonotonicTrend trend, int mostBins)
    {
        // value[first, last]: the best of all partitions of 0..last whose last bin is first..last, with the number of bins so far.
        double[,] value = new double[_classes, _classes];
        var before = new List<int[,]>();
        for (int first = 0; first < _classes; first++)
            for (int last = first; last < _classes; last++)
                value[first, last] = first == 0 && Fits(0, last) ? Term(0, last) : double.NegativeInfinity;
        var (best, bestBins, bestFirst) = (double.NegativeInfinity, 1, 0);
        for (int bins = 2; bins <= mostBins; bins++)
        {
            value = AddBin(value, trend, out int[,] previous);
            before.Add(previous);
            for (int first = 1; first < _classes; first++)
            {
                if (value[first, _classes - 1] <= best) continue;
                (best, bestBins, bestFirst) = (value[first, _classes - 1], bins, first);
            }
        }
        return (best, Trace(before, bestBins, bestFirst));
    }

    private double[,] AddBin(double[,] value, MonotonicTrend trend, out int[,] previous)
    {
        double[,] next = new double[_classes, _classes];
        previous = new int[_classes, _classes];
        for (int first = 0; first < _classes; first++)
        {
            for (int last = first; last < _classes; last++)
            {
                next[first, last] = double.NegativeInfinity;
                if (first == 0 || !Fits(first, last)) continue;
                (double best, previous[first, last]) = BestBefore(value, trend, first, last);
                next[first, last] = best + Term(first, last);
            }
        }
        return next;
    }

    private (double Value, int First) BestBefore(double[,] value, MonotonicTrend trend, int first, int last)
    {
        var best = (Value: double.NegativeInfinity, First: 0);
        Tally bin = Sum(first, last);
        for (int firstBefore = 0; firstBefore < first; firstBefore++)
        {
            double candidate = value[firstBefore, first - 1];
            if (candidate > best.Value && MayFollow(Sum(firstBefore, first - 1), bin, trend)) best = (candidate, firstBefore);
        }
        return best;
    }

    private int[] Trace(List<int[,]> before, int bins, int first)
    {
        var starts = new List<int>();
        int last = _classes - 1;
        for (int k = bins; k >= 2; k--)
        {
            starts.Add(first);
            int firstBefore = before[k - 2][first, last];
            (last, first) = (first - 1, firstBefore);
        }
        starts.Add(0);
        starts.Reverse();
        return [.. starts];
    }

    private static bool MayFollow(Tally left, Tally right, MonotonicTrend trend)
    {
        double rise = right.BadRate - left.BadRate;
        if (trend == MonotonicTrend.Increasing && rise <= 0) return false;
        if (trend == MonotonicTrend.Decreasing && rise >= 0) return false;
        double pooled = (left + right).BadRate;
        double deviation = Math.Sqrt(pooled * (1 - pooled) * (1.0 / left.Count + 1.0 / right.Count));
        return Math.Abs(rise) >= LeastDistance * deviation;
    }

    private bool Fits(int first, int last)
    {
        Tally sum = Sum(first, last);
        return sum.Count >= _leastRows && sum.Good >= LeastOutcomes && sum.Bad >= LeastOutcomes;
    }

    private double Term(int first, int last)
    {
        Tally sum = Sum(first, last);
        return WeightOfEvidence.Term(sum.Good, sum.Bad, _all.Good, _all.Bad);
    }

    private Tally Sum(int first, int last) => _upTo[last + 1] - _upTo[first];
}
