namespace CreditDecision.Core.Statistics;

/// <summary>Whether two scores rank the same borrowers alike, from −1 (the other way round) to 1 (alike); ties are allowed.</summary>
/// <param name="Spearman">Correlation of the ranks, ties at their mean (Spearman 1904).</param>
/// <param name="Kendall">τ-b: pairs in the same order less pairs in the other, over pairs tied in neither, corrected for ties (Kendall 1945).</param>
public readonly record struct RankAgreement(double Spearman, double Kendall)
{
    /// <exception cref="ArgumentException">Lengths differ, there are fewer than two rows, a score is NaN, or one side is the same for all.</exception>
    public static RankAgreement Of(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length) throw new ArgumentException($"{left.Length} scores on one side, {right.Length} on the other.");
        if (left.Length < 2) throw new ArgumentException("At least two rows are needed.");
        if (left.ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity) || right.ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity))
            throw new ArgumentException("A score is not a number.");
        (double[] leftRanks, Int128 leftTied) = Ranks(left);
        (double[] rightRanks, Int128 rightTied) = Ranks(right);
        Int128 pairs = (Int128)left.Length * (left.Length - 1) / 2;
        if (leftTied == pairs || rightTied == pairs) throw new ArgumentException("One side ranks nobody: all its scores are the same.");
        return new RankAgreement(Correlation(leftRanks, rightRanks), Tau(leftRanks, rightRanks, pairs, leftTied, rightTied));
    }

    // Mean ranks, and how many pairs are tied.
    private static (double[] Ranks, Int128 Tied) Ranks(ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray();
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);
        double[] ranks = new double[sorted.Length];
        Int128 tied = 0;
        for (int i = 0; i < sorted.Length;)
        {
            int first = i;
            while (i < sorted.Length && sorted[i] == sorted[first]) i++;
            for (int k = first; k < i; k++) ranks[places[k]] = (first + i + 1) / 2.0;
            tied += (Int128)(i - first) * (i - first - 1) / 2;
        }
        return (ranks, tied);
    }

    private static double Correlation(double[] left, double[] right)
    {
        // Both have the ranks' mean.
        double mean = (left.Length + 1) / 2.0, products = 0, leftSquares = 0, rightSquares = 0;
        for (int i = 0; i < left.Length; i++)
        {
            products += (left[i] - mean) * (right[i] - mean);
            leftSquares += (left[i] - mean) * (left[i] - mean);
            rightSquares += (right[i] - mean) * (right[i] - mean);
        }
        return products / Math.Sqrt(leftSquares * rightSquares);
    }

    // Knight (1966): after sorting by the left and then the right, the pairs in the other order are the inversions of the right.
    private static double Tau(double[] left, double[] right, Int128 pairs, Int128 leftTied, Int128 rightTied)
    {
        int[] order = [.. Enumerable.Range(0, left.Length).OrderBy(i => left[i]).ThenBy(i => right[i])];
        double[] rightInOrder = [.. order.Select(i => right[i])];
        Int128 bothTied = 0;
        for (int i = 0; i < order.Length;)
        {
            int first = i;
            while (i < order.Length && left[order[i]] == left[order[first]] && rightInOrder[i] == rightInOrder[first]) i++;
            bothTied += (Int128)(i - first) * (i - first - 1) / 2;
        }
        Int128 inversions = Inversions(rightInOrder, new double[rightInOrder.Length], 0, rightInOrder.Length);
        Int128 untied = pairs - leftTied - rightTied + bothTied;
        return (double)(untied - (2 * inversions)) / Math.Sqrt((double)(pairs - leftTied) * (double)(pairs - rightTied));
    }

    private static Int128 Inversions(double[] values, double[] spare, int from, int to)
    {
        if (to - from < 2) return 0;
        int middle = from + ((to - from) / 2);
        Int128 found = Inversions(values, spare, from, middle) + Inversions(values, spare, middle, to);
        for (int i = from, j = middle, k = from; k < to; k++)
        {
            bool fromLeft = j >= to || (i < middle && values[i] <= values[j]);
            if (!fromLeft) found += middle - i;
            spare[k] = fromLeft ? values[i++] : values[j++];
        }
        Array.Copy(spare, from, values, from, to - from);
        return found;
    }
}
