namespace CreditDecision.Core.Statistics;

/// <summary>A point of a ranking curve: what lies at or below a score.</summary>
/// <param name="Score">Rows with this score and all below.</param>
/// <param name="BadShare">Of all bads, 0 to 1.</param>
/// <param name="GoodShare">Of all goods, 0 to 1.</param>
public readonly record struct RankingPoint(double Score, double BadShare, double GoodShare)
{
    /// <summary>Distance of the two shares; its largest is KS.</summary>
    public double Distance => Math.Abs(BadShare - GoodShare);
}

/// <summary>A tenth, or another part, of the rows in the order of the score, worst first.</summary>
/// <param name="BadRate">Bads of its rows.</param>
/// <param name="Lift">Its bad rate over that of all.</param>
/// <param name="Gain">Share of all bads in it and the parts before it.</param>
public readonly record struct GainsPart(long Rows, long Bads, double BadRate, double Lift, double Gain);

/// <summary>
/// How a score separates, point by point, for charts and cut-offs: shares of bads over shares of goods from the worst score up are the ROC curve.
/// </summary>
/// <param name="Points">One for each distinct score, ascending.</param>
public sealed record RankingCurve(long Goods, long Bads, IReadOnlyList<RankingPoint> Points)
{
    /// <summary>The point where KS is reached; of several, the lowest score.</summary>
    public RankingPoint Ks => Points.MaxBy(point => point.Distance);

    /// <param name="scores">Higher is better; no NaN.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or only one of good and bad occurs.</exception>
    public static RankingCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isBad)
    {
        var whole = Discrimination.Of(scores, isBad);
        (double[] sorted, bool[] outcomes) = (scores.ToArray(), isBad.ToArray());
        Array.Sort(sorted, outcomes);
        long bads = whole.Bads, goods = whole.Rows - bads, badsBelow = 0;
        var points = new List<RankingPoint>();
        for (int i = 0; i < sorted.Length; i++)
        {
            if (outcomes[i]) badsBelow++;
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i]) continue;
            points.Add(new RankingPoint(sorted[i], (double)badsBelow / bads, (double)(i + 1 - badsBelow) / goods));
        }
        return new RankingCurve(goods, bads, points);
    }

    /// <summary>Parts of about the same size, worst scores first. Rows with one score stay together, so that there may be fewer parts.</summary>
    /// <param name="parts">1 or more.</param>
    public static IReadOnlyList<GainsPart> Gains(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isBad, int parts = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var whole = Discrimination.Of(scores, isBad);
        (double[] sorted, bool[] outcomes) = (scores.ToArray(), isBad.ToArray());
        Array.Sort(sorted, outcomes);
        var gains = new List<GainsPart>(parts);
        double rate = (double)whole.Bads / whole.Rows;
        long rows = 0, bads = 0, told = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            rows++;
            if (outcomes[i]) bads++;
            bool isLast = i + 1 == sorted.Length;
            if (!isLast && (i + 1 < (double)sorted.Length * (gains.Count + 1) / parts || sorted[i + 1] == sorted[i])) continue;
            told += bads;
            gains.Add(new GainsPart(rows, bads, (double)bads / rows, bads / (rate * rows), (double)told / whole.Bads));
            (rows, bads) = (0, 0);
        }
        return gains;
    }
}
