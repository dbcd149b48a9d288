using System.Numerics;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>
/// Finds gaps between rows of which no two meet, by counting: such rows leave nothing out exactly if the combinations of classes that they match,
/// added up, are all there are. Where they are fewer, some class of the first column has fewer, and within it some class of the next. Takes time
/// in proportion to rows times columns, whatever the table looks like.
/// </summary>
internal sealed class DisjointSearch(ClassedRows rows, List<int[]> found)
{
    private readonly int[] _chosen = new int[rows.Columns.Length];
    private readonly int[][] _counts = [.. rows.Sets.Select(sets => Array.ConvertAll(sets, set => ClassSets.Count(set)))];

    public void Run() => Search([.. Enumerable.Range(0, rows.Count)], 0, Gaps.MostTold);

    // Finds up to so many gaps among the rows that match the classes chosen for the columns before; called only where at least one is, or at first.
    private void Search(List<int> matching, int column, int most)
    {
        if (column == _chosen.Length)
        {
            found.Add([.. _chosen]);
            return;
        }
        List<int> lacking = ClassesWithGap(matching, column);
        int left = most;
        for (int i = 0; i < lacking.Count && left > 0; i++)
        {
            // Gaps in different places tell more than neighbours of one gap.
            int share = Math.Max(1, left / (lacking.Count - i));
            int before = found.Count;
            _chosen[column] = lacking[i];
            Search(matching.FindAll(row => ClassSets.Has(rows.SetOf(column, row), lacking[i])), column + 1, share);
            left -= found.Count - before;
        }
    }

    // One class for each stretch of neighbours that lack the same number of combinations.
    private List<int> ClassesWithGap(List<int> matching, int column)
    {
        BigInteger[] changes = ChangesBefore(matching, column);
        BigInteger all = BigInteger.One;
        for (int later = column + 1; later < _chosen.Length; later++) all *= ClassSets.Count(rows.Columns[later].Reached);
        var classes = new List<int>();
        BigInteger answered = BigInteger.Zero;
        BigInteger? last = null;
        for (int one = 0; one < rows.Columns[column].Count; one++)
        {
            answered += changes[one];
            if (!ClassSets.Has(rows.Columns[column].Reached, one) || answered == last) continue;
            last = answered;
            if (answered < all) classes.Add(one);
        }
        return classes;
    }

    // By class of the column: how many combinations of the later columns rows begin to answer there, less those that they cease to.
    private BigInteger[] ChangesBefore(List<int> matching, int column)
    {
        var changes = new BigInteger[rows.Columns[column].Count + 1];
        foreach (int row in matching)
        {
            BigInteger answers = BigInteger.One;
            for (int later = column + 1; later < _chosen.Length; later++) answers *= _counts[later][rows.CellOf[later][row]];
            foreach (ClassRange range in rows.SetOf(column, row))
            {
                changes[range.From] += answers;
                changes[range.To + 1] -= answers;
            }
        }
        return changes;
    }
}
