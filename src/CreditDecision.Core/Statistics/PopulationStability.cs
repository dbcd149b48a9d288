namespace CreditDecision.Core.Statistics;

/// <summary>
/// Population stability index: Σ (actual − expected) · ln(actual / expected) over shares of groups. Below 0.1 is usually taken as stable,
/// above 0.25 as a shift that needs action.
/// </summary>
public static class PopulationStability
{
    /// <param name="smoothing">Rows added to every group of both samples, so that an empty group stays finite.</param>
    /// <exception cref="ArgumentException">Lengths differ or a sample is empty.</exception>
    public static double OfCounts(ReadOnlySpan<long> expected, ReadOnlySpan<long> actual, double smoothing = 0)
    {
        if (expected.Length != actual.Length) throw new ArgumentException($"{expected.Length} expected groups but {actual.Length} actual ones.");
        double allExpected = 0, allActual = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            allExpected += expected[i] + smoothing;
            allActual += actual[i] + smoothing;
        }
        if (allExpected <= 0 || allActual <= 0) throw new ArgumentException("A sample is empty.");
        double index = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double e = (expected[i] + smoothing) / allExpected, a = (actual[i] + smoothing) / allActual;
            if (e != a) index += (a - e) * Math.Log(a / e);
        }
        return index;
    }

    /// <summary>Groups both samples by the quantiles of the expected one, with a group for missing values (NaN), and half a row added to each.</summary>
    public static double OfValues(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, int groups = 10)
    {
        double[] cuts = Quantiles.Cuts(expected, groups);
        return OfCounts(Count(expected, cuts), Count(actual, cuts), 0.5);
    }

    private static long[] Count(ReadOnlySpan<double> values, double[] cuts)
    {
        long[] counts = new long[cuts.Length + 2];
        foreach (double value in values) counts[double.IsNaN(value) ? ^1 : Quantiles.GroupOf(value, cuts)]++;
        return counts;
    }
}
