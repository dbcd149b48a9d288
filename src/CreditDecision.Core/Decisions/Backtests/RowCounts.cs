using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>How often each row of each table matched, and how often none did. Counted by number: millions are counted and few are told.</summary>
internal sealed class RowCounts
{
    // The last place of each is of no row at all.
    private readonly Dictionary<StrategyTable, long[]> _counts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Of what matched at least once, by name.</summary>
    public Counts<RowHit> Named()
    {
        var named = new Counts<RowHit>();
        foreach ((StrategyTable table, long[] rows) in _counts)
            for (int row = 0; row < rows.Length; row++)
                if (rows[row] > 0) named.Add(new RowHit(table.Table.Id, row < table.Table.RowCount ? table.Table.RowName(row) : ""), rows[row]);
        return named;
    }

    /// <param name="rows">Those that matched; empty where none did.</param>
    public void Add(StrategyTable table, ReadOnlySpan<int> rows)
    {
        long[] counts = Of(table);
        if (rows.IsEmpty) counts[^1]++;
        foreach (int row in rows) counts[row]++;
    }

    public void Add(RowCounts other)
    {
        foreach ((StrategyTable table, long[] theirs) in other._counts)
        {
            long[] ours = Of(table);
            for (int i = 0; i < ours.Length; i++) ours[i] += theirs[i];
        }
    }

    private long[] Of(StrategyTable table)
    {
        if (!_counts.TryGetValue(table, out long[]? counts)) _counts.Add(table, counts = new long[table.Table.RowCount + 1]);
        return counts;
    }
}
