
namespace CreditDecision.Modeling.Fitting;

/// <summary>Seeded splits that keep the share of bads the same in every part.</summary>
internal static class RowSplit
{
    /// <returns>Both ascending; the test part is empty with a share of 0.</returns>
    internal static (int[] Train, int[] Test) Share(int[] rows, bool[] isBad, double testShare, long seed)
    {
        var random = new StableRandom(seed);
        var (train, test) = (new List<int>(rows.Length), new List<int>());
        foreach (int[] part in Shuffled(rows, isBad, random))
        {
            int held = (int)Math.Round(part.Length * testShare);
            test.AddRange(part[..held]);
            train.AddRange(part[held..]);
        }
        return ([.. train.Order()], [.. test.Order()]);
    }

    /// <returns>The rows of each fold, ascending.</returns>
    internal static int[][] Folds(int[] rows, bool[] isBad, int folds, long seed)
    {
        var random = new StableRandom(seed);
        List<int>[] parts = [.. Enumerable.Range(0, folds).Select(_ => new List<int>())];
        int next = 0;
        foreach (int[] part in Shuffled(rows, isBad, random))
            foreach (int row in part) parts[next++ % folds].Add(row);
        return [.. parts.Select(part => part.Order().ToArray())];
    }

    private static IEnumerable<int[]> Shuffled(int[] rows, bool[] isBad, StableRandom random)
    {
        foreach (bool bad in (bool[])[false, true])
        {
            int[] part = [.. rows.Where(row => isBad[row] == bad)];
            random.Shuffle(part);
            yield return part;
        }
    }
}
