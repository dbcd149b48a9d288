namespace CreditDecision.Core.Statistics;

/// <summary>Cuts of a sample into groups of about the same size.</summary>
public static class Quantiles
{
    /// <summary>
    /// The distinct inner quantiles, ascending, interpolated linearly (type 7 of Hyndman and Fan 1996). Missing values (NaN) are left out.
    /// Fewer than <paramref name="groups"/> − 1 where values repeat. A value that several quantiles fall on is parted from what lies above it too:
    /// of a count that is 0 for nearly everybody, the few others would otherwise be in one group with the zeros.
    /// </summary>
    public static double[] Cuts(ReadOnlySpan<double> values, int groups)
    {
        double[] sorted = [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0) return [];
        var cuts = new List<double>(groups);
        double previous = double.NaN;
        for (int i = 1; i < groups; i++)
        {
            double position = (double)i / groups * (sorted.Length - 1);
            int below = (int)position;
            double cut = sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
            if (cuts.Count == 0 || cut > cuts[^1]) cuts.Add(cut);
            else if (cut == previous && cut == cuts[^1] && FirstAbove(sorted, cut) is { } next) cuts.Add(next);
            previous = cut;
        }
        return [.. cuts];
    }

    // A repeated quantile gives one cut as any other would, so there are never more than asked for.
    private static double? FirstAbove(double[] sorted, double value)
    {
        int place = Array.BinarySearch(sorted, value);
        if (place < 0) return null;
        while (place < sorted.Length && sorted[place] == value) place++;
        return place < sorted.Length ? sorted[place] : null;
    }

    /// <summary>A value that equals a cut belongs above it, as in the half-open bins of a scorecard.</summary>
    public static int GroupOf(double value, double[] cuts)
    {
        int place = Array.BinarySearch(cuts, value);
        return place >= 0 ? place + 1 : ~place;
    }
}
