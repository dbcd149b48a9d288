namespace CreditDecision.Modeling.Fitting;

/// <summary>Fine classes of a numeric column: each distinct value where there are few, quantile groups where there are many.</summary>
internal sealed record NumberClasses(IReadOnlyList<Tally> Tallies, IReadOnlyList<double> Bounds)
{
    // Twice the usual 20 to 25, so that the merge and not the first cut decides where a bin begins.
    private const int MostClasses = 50;

    /// <param name="values">Present and ordinary; sorted here together with their outcomes.</param>
    internal static NumberClasses Of(double[] values, bool[] isBad)
    {
        Array.Sort(values, isBad);
        var (tallies, bounds) = (new List<Tally>(), new List<double>());
        int distinct = CountDistinct(values);
        int rowsPerClass = distinct <= MostClasses ? 1 : (values.Length + MostClasses - 1) / MostClasses;
        var open = new Tally();
        for (int i = 0; i < values.Length; i++)
        {
            open = open.With(isBad[i]);
            bool isLastOfValue = i + 1 == values.Length || values[i + 1] != values[i];
            if (!isLastOfValue || (open.Count < rowsPerClass && i + 1 < values.Length)) continue;
            tallies.Add(open);
            if (i + 1 < values.Length) bounds.Add(RoundestBetween(values[i], values[i + 1]));
            open = default;
        }
        return new NumberClasses(tallies, bounds);
    }

    /// <summary>The number with the fewest decimals that is above <paramref name="below"/> and not above <paramref name="most"/>.</summary>
    internal static double RoundestBetween(double below, double most)
    {
        for (int power = 15; power >= 0; power--)
        {
            double step = Math.Pow(10, power), candidate = Math.Floor(most / step) * step;
            if (candidate > below && candidate <= most) return candidate;
        }
        for (int decimals = 1; decimals <= 15; decimals++)
        {
            double scale = Math.Pow(10, decimals), candidate = Math.Floor(most * scale) / scale;
            if (candidate > below && candidate <= most) return candidate;
        }
        return most;
    }

    private static int CountDistinct(double[] sorted)
    {
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
            if (i == 0 || sorted[i] != sorted[i - 1]) count++;
        return count;
    }
}
