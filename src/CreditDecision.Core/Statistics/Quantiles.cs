namespace CreditDecision.Core.Statistics;

/// <summary>Cuts of a sample into groups of about the same size.</summary>
public static class Quantiles
{
    /// <summary>
    /// The distinct inner quantiles, ascending, interpolated linearly (type 7 of Hyndman and Fan 1996). Missing values (NaN) are left out.
    /// Fewer than <paramref name="groups"/> − 1 where values repeat.
    /// </summary>
    public static double[] Cuts(ReadOnlySpan<double> values, int groups)
    {
        double[] sorted = [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0) return [];
        var cuts = new List<double>(groups);
        for (int i = 1; i < groups; i++)
        {
            double position = (double)i / groups * (sorted.Length - 1);
            int below = (int)position;
            double cut = sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
            if (cuts.Count == 0 || cut > cuts[^1]) cuts.Add(cut);
        }
        return [.. cuts];
    }

    /// <summary>A value that equals a cut belongs above it, as in the half-open bins of a scorecard.</summary>
    public static int GroupOf(double value, double[] cuts)
    {
        int place = Array.BinarySearch(cuts, value);
        return place >= 0 ? place + 1 : ~place;
    }
}
