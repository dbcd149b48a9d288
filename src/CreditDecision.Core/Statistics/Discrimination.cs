namespace CreditDecision.Core.Statistics;

/// <summary>How well a score ranks: goods above bads. All figures are exact; equal scores count half.</summary>
/// <param name="Auc">Chance that a random good scores above a random bad, in [0, 1].</param>
/// <param name="Ks">Largest distance between the cumulative shares of bads and goods from the lowest score up, in [0, 1].</param>
public readonly record struct Discrimination(long Rows, long Bads, double Auc, double Ks)
{
    /// <summary>2 · AUC − 1, also called accuracy ratio.</summary>
    public double Gini => 2 * Auc - 1;

    /// <param name="scores">Higher is better; no NaN.</param>
    /// <param name="isBad">Of the same length.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or only one of good and bad occurs.</exception>
    public static Discrimination Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isBad)
    {
        if (scores.Length != isBad.Length) throw new ArgumentException($"{scores.Length} scores but {isBad.Length} outcomes.");
        long bads = isBad.Count(true), goods = isBad.Length - bads;
        if (bads == 0 || goods == 0) throw new ArgumentException($"Both outcomes are needed to rank; there are {goods} goods and {bads} bads.");
        if (scores.ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity)) throw new ArgumentException("A score is not a number.");

        double[] sorted = scores.ToArray();
        bool[] outcomes = isBad.ToArray();
        Array.Sort(sorted, outcomes);
        long badsBelow = 0, goodsBelow = 0;
        // Twice the number of pairs, so that halves stay whole numbers.
        Int128 twicePairs = 0;
        double ks = 0;
        for (int i = 0; i < sorted.Length;)
        {
            long tiedBads = 0, tiedGoods = 0;
            for (int first = i; i < sorted.Length && sorted[i] == sorted[first]; i++)
            {
                if (outcomes[i]) tiedBads++;
                else tiedGoods++;
            }
            twicePairs += (Int128)tiedGoods * (2 * badsBelow + tiedBads);
            badsBelow += tiedBads;
            goodsBelow += tiedGoods;
            ks = Math.Max(ks, Math.Abs((double)badsBelow / bads - (double)goodsBelow / goods));
        }
        return new Discrimination(isBad.Length, bads, (double)twicePairs / 2 / ((double)goods * bads), ks);
    }
}
