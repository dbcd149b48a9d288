namespace CreditDecision.Core.Statistics;

/// <summary>How far loans gather in few grades (Herfindahl and Hirschman).</summary>
/// <param name="Index">Σ share²: 1 / groups where all are alike, 1 where one has everything.</param>
/// <param name="Normalised">(index − 1 / groups) / (1 − 1 / groups), from 0 to 1; 1 where there is one group only.</param>
public readonly record struct Concentration(double Index, double Normalised)
{
    /// <param name="counts">Loans or money of each group, 0 or more.</param>
    /// <exception cref="ArgumentException">There is nothing in any group, or less than nothing in one.</exception>
    public static Concentration Of(ReadOnlySpan<double> counts)
    {
        double all = 0, squares = 0;
        foreach (double count in counts)
        {
            if (count is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentException($"A group has {count}; 0 or more is needed.");
            all += count;
        }
        if (all == 0) throw new ArgumentException("There is nothing in any group.");
        foreach (double count in counts) squares += count / all * (count / all);
        double least = 1.0 / counts.Length;
        return new Concentration(squares, counts.Length == 1 ? 1 : (squares - least) / (1 - least));
    }
}
