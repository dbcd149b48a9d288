namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>Chooses among the numbers of a range the one that a person reads most easily.</summary>
internal static class ExampleNumber
{
    /// <param name="from">Smallest number within; may be negative infinity.</param>
    /// <param name="end">Smallest number above; may be positive infinity.</param>
    public static double In(double from, double end)
    {
        double best = double.IsNegativeInfinity(from) ? Math.BitDecrement(end) : from;
        foreach (double candidate in Candidates(from, end))
            if (candidate >= from && candidate < end && double.IsFinite(candidate) && Length(candidate) < Length(best)) best = candidate + 0.0;
        return best;
    }

    private static IEnumerable<double> Candidates(double from, double end)
    {
        double middle = from + (end - from) / 2;
        yield return Math.Ceiling(from);
        yield return Math.Floor(from) + 1;
        yield return Math.Ceiling(end) - 1;
        yield return from + 1;
        for (int digits = 0; digits <= 6; digits++) yield return Math.Round(middle, digits);
        yield return middle;
        yield return 0;
    }

    private static int Length(double number) => double.IsFinite(number) ? number.ToString("R").Length : int.MaxValue;
}
