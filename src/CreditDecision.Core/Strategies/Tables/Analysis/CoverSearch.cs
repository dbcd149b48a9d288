using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>
/// Finds gaps between rows that may meet: column by column, the rows of each stretch of classes that none of them tells apart, until one row
/// matches everything that is left, or none is left. To decide this is hard in general (it is whether a formula always holds), so the work is
/// bounded, and a table that needs more is not called whole.
/// </summary>
internal sealed class CoverSearch(ClassedRows rows, List<int[]> found)
{
    // About two seconds of one processor; tables of rows that hardly meet need one step for each row and column.
    private const long MostSteps = 30_000_000;

    private readonly int[] _chosen = new int[rows.Columns.Length];
    private readonly int[] _freeFrom = FreeFrom(rows);
    private long _steps;

    /// <returns>Whether the search came to its end.</returns>
    public bool Run()
    {
        Search([.. Enumerable.Range(0, rows.Count)], 0, Gaps.MostTold);
        return _steps <= MostSteps;
    }

    private void Search(List<int> matching, int column, int most)
    {
        foreach (int row in matching)
            if (_freeFrom[row] <= column) return;
        if (matching.Count == 0)
        {
            for (int later = column; later < _chosen.Length; later++) _chosen[later] = rows.Columns[later].Reached[0].From;
            found.Add([.. _chosen]);
            return;
        }
        int before = found.Count;
        foreach (ClassRange reached in rows.Columns[column].Reached)
            Sweep(matching, column, reached, before + most);
    }

    // The rows that match change only where the cell of one begins or ends.
    private void Sweep(List<int> matching, int column, ClassRange reached, int enough)
    {
        Ranges ranges = RangesWithin(matching, column, reached);
        var active = new List<int>();
        int next = 0;
        for (int one = reached.From; one <= reached.To && found.Count < enough && _steps <= MostSteps;)
        {
            active.RemoveAll(range => ranges.To[range] < one);
            for (; next < ranges.From.Length && ranges.From[next] <= one; next++) active.Add(next);
            _steps += active.Count + 1;
            _chosen[column] = one;
            Search(active.ConvertAll(range => ranges.Row[range]), column + 1, Math.Max(1, (enough - found.Count) / 2));
            int change = next < ranges.From.Length ? ranges.From[next] : reached.To + 1;
            foreach (int range in active) change = Math.Min(change, ranges.To[range] + 1);
            one = change;
        }
    }

    private Ranges RangesWithin(List<int> matching, int column, ClassRange reached)
    {
        var ranges = new List<ClassRange>(matching.Count);
        var of = new List<int>(matching.Count);
        foreach (int row in matching)
        {
            foreach (ClassRange range in rows.SetOf(column, row))
            {
                if (range.From < reached.From || range.To > reached.To) continue;
                ranges.Add(range);
                of.Add(row);
            }
        }
        int[] from = [.. ranges.Select(range => range.From)];
        int[] order = [.. Enumerable.Range(0, from.Length)];
        Array.Sort(from, order);
        // Putting in order costs a few steps for each.
        _steps += 4 * from.Length;
        return new Ranges(from, Array.ConvertAll(order, at => ranges[at].To), Array.ConvertAll(order, at => of[at]));
    }

    // By row: the column from which on it matches everything that can come.
    private static int[] FreeFrom(ClassedRows rows)
    {
        var freeFrom = new int[rows.Count];
        for (int row = 0; row < freeFrom.Length; row++)
        {
            int column = rows.Columns.Length;
            while (column > 0 && ClassSets.Contains(rows.SetOf(column - 1, row), rows.Columns[column - 1].Reached)) column--;
            freeFrom[row] = column;
        }
        return freeFrom;
    }

    // Ordered by where they begin.
    private readonly record struct Ranges(int[] From, int[] To, int[] Row);
}
