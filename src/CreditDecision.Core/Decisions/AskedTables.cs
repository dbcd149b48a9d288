using System.Collections;
using System.Collections.Immutable;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Decisions;

/// <summary>
/// What the tables of a stage answered. Their rows are looked up and named when they are read, which is off the way of a decision: what a table
/// reads is worked out before it is asked and not changed after.
/// </summary>
internal sealed class AskedTables(ImmutableArray<StrategyTable> tables, FeatureVector vector) : IReadOnlyList<TableHit>
{
    // A table of which more rows match at once tells a reader nothing by naming them.
    private const int MostRowsShown = 100;

    public int Count => tables.Length;

    public TableHit this[int index] => new(tables[index].Table.Id, RowsOf(tables[index]));

    public IEnumerator<TableHit> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Counts the rows that matched, as many as are shown, without naming them.</summary>
    public void CountInto(RowCounts counts)
    {
        Span<int> rows = stackalloc int[MostRowsShown];
        foreach (StrategyTable table in tables) counts.Add(table, rows[..Math.Min(table.FindRows(vector.Values, rows), MostRowsShown)]);
    }

    private string[] RowsOf(StrategyTable table)
    {
        Span<int> rows = stackalloc int[MostRowsShown];
        int shown = Math.Min(table.FindRows(vector.Values, rows), MostRowsShown);
        var names = new string[shown];
        for (int i = 0; i < shown; i++) names[i] = table.Table.RowName(rows[i]);
        return names;
    }
}
