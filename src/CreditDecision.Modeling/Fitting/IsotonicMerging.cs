namespace CreditDecision.Modeling.Fitting;

/// <summary>Fewer steps for a table; merged neighbours keep the order of the rest and the mean of the whole.</summary>
internal static class IsotonicMerging
{
    private const int Gone = -1;

    /// <summary>Every step has at least so many bads and so many goods, unless one is left that has not.</summary>
    internal static List<IsotonicStep> OfEach(List<IsotonicStep> steps, int least)
    {
        var merged = new List<IsotonicStep>();
        foreach (IsotonicStep step in steps)
        {
            if (merged.Count > 0 && !IsEnough(merged[^1], least)) merged[^1] = merged[^1].With(step);
            else merged.Add(step);
        }
        while (merged.Count > 1 && !IsEnough(merged[^1], least))
        {
            merged[^2] = merged[^2].With(merged[^1]);
            merged.RemoveAt(merged.Count - 1);
        }
        return merged;
    }

    private static bool IsEnough(IsotonicStep step, int least) => step.Bads >= least && step.Rows - step.Bads >= least;

    /// <summary>The cheapest pair first (Ward 1963); of equally cheap ones the safest.</summary>
    internal static List<IsotonicStep> ToMost(List<IsotonicStep> steps, int most)
    {
        IsotonicStep[] kept = [.. steps];
        int[] next = [.. Enumerable.Range(1, kept.Length)], before = [.. Enumerable.Range(-1, kept.Length)];
        var pairs = new PriorityQueue<(int First, int Second, long Rows), (double Cost, int First)>();
        for (int i = 0; i + 1 < kept.Length; i++) Offer(i);
        for (int count = kept.Length; count > most; count--)
        {
            (int First, int Second, long Rows) pair = pairs.Dequeue();
            // A pair of which one half has grown or gone meanwhile is stale, and was offered anew with its new cost.
            while (next[pair.First] != pair.Second || kept[pair.First].Rows + kept[pair.Second].Rows != pair.Rows) pair = pairs.Dequeue();
            kept[pair.First] = kept[pair.First].With(kept[pair.Second]);
            (next[pair.First], next[pair.Second]) = (next[pair.Second], Gone);
            if (next[pair.First] < kept.Length) before[next[pair.First]] = pair.First;
            if (next[pair.First] < kept.Length) Offer(pair.First);
            if (before[pair.First] >= 0) Offer(before[pair.First]);
        }
        return [.. kept.Where((_, i) => next[i] != Gone)];

        void Offer(int first) => pairs.Enqueue(
            (first, next[first], kept[first].Rows + kept[next[first]].Rows), (kept[first].CostWith(kept[next[first]]), first));
    }
}
