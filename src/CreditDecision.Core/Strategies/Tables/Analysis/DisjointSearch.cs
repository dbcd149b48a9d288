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
        // Gaps in different places tell more than neighbours of one gap.
        int chosen = Math.Min(lacking.Count, most);
        int enough = found.Count + most;
        for (int i = 0; i < chosen; i++)
        {
            int one = lacking[(int)((long)i * lacking.Count / chosen)];
            _chosen[column] = one;
            Search(matching.FindAll(row => ClassSets.Has(rows.SetOf(column, row), one)), column + 1, (enough - found.Count) / (chosen - i));
        }
    }

    // One class for each stretch of neighbours that the same rows match.
    private List<int> ClassesWithGap(List<int> matching, int column)
    {
        BigInteger[] changes = ChangesBefore(matching, column, out bool[] isChange);
        BigInteger all = BigInteger.One;
        for (int later = column + 1; later < _chosen.Length; later++) all *= ClassSets.Count(rows.Columns[later].Reached);
        var classes = new List<int>();
        BigInteger answered = BigInteger.Zero;
        bool isNew = true;
        for (int one = 0; one < rows.Columns[column].Count; one++)
        {
            answered += changes[one];
            isNew |= isChange[one];
            if (!isNew || !ClassSets.Has(rows.Columns[column].Reached, one)) continue;
            isNew = false;
            if (answered < all) classes.Add(one);
        }
        return classes;
    }

    // By class of the column: how many combinations of the later columns rows begin to answer there, less those that they cease to.
    private BigInteger[] ChangesBefore(List<int> matching, int column, out bool[] isChange)
    {
        var changes = new BigInteger[rows.Columns[column].Count + 1];
        isChange = new bool[changes.Length];
        foreach (int row in matching)
        {
            BigInteger answers = BigInteger.One;
            for (int later = column + 1; later < _chosen.Length; later++) answers *= _counts[later][rows.CellOf[later][row]];
            foreach (ClassRange range in rows.SetOf(column, row))
            {
                changes[range.From] += answers;
                changes[range.To + 1] -= answers;
                isChange[range.From] = isChange[range.To + 1] = true;
            }
        }
        return changes;
    }
}
