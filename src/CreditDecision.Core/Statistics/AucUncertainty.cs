namespace CreditDecision.Core.Statistics;

/// <summary>How far an AUC may be off by chance.</summary>
/// <param name="StandardError">After DeLong, DeLong and Clarke-Pearson (1988); 0 where the score separates perfectly.</param>
public readonly record struct AucUncertainty(double Auc, double StandardError)
{
    /// <summary>Normal interval, cut to [0, 1].</summary>
    /// <param name="confidence">Such as 0.95, between 0 and 1.</param>
    public (double Low, double High) Interval(double confidence)
    {
        double reach = SpecialFunctions.NormalQuantile((1 + confidence) / 2) * StandardError;
        return (Math.Max(0, Auc - reach), Math.Min(1, Auc + reach));
    }

    /// <param name="scores">Higher is better; no NaN.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or there are fewer than two goods or two bads.</exception>
    public static AucUncertainty Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isBad)
    {
        var whole = Discrimination.Of(scores, isBad);
        long bads = whole.Bads, goods = whole.Rows - bads;
        if (bads < 2 || goods < 2) throw new ArgumentException($"Two goods and two bads are needed; there are {goods} and {bads}.");
        (double[] sorted, bool[] outcomes) = (scores.ToArray(), isBad.ToArray());
        Array.Sort(sorted, outcomes);
        // Of each good the share of bads below it, of each bad the share of goods above it, ties half: their variances add up.
        double goodSquares = 0, badSquares = 0;
        long badsBelow = 0, goodsBelow = 0;
        for (int i = 0; i < sorted.Length;)
        {
            long tiedBads = 0, tiedGoods = 0;
            for (int first = i; i < sorted.Length && sorted[i] == sorted[first]; i++)
            {
                if (outcomes[i]) tiedBads++;
                else tiedGoods++;
            }
            double ofGood = ((badsBelow + (tiedBads / 2.0)) / bads) - whole.Auc, ofBad = ((goods - goodsBelow - (tiedGoods / 2.0)) / goods) - whole.Auc;
            goodSquares += tiedGoods * ofGood * ofGood;
            badSquares += tiedBads * ofBad * ofBad;
            badsBelow += tiedBads;
            goodsBelow += tiedGoods;
        }
        return new AucUncertainty(whole.Auc, Math.Sqrt((goodSquares / (goods - 1) / goods) + (badSquares / (bads - 1) / bads)));
    }
}
