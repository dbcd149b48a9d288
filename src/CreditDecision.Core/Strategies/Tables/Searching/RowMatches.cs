namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>The rows that match one set of inputs in written order, from the index, or without one by looking at row after row.</summary>
internal ref struct RowMatches
{
    private readonly TableRows _rows;
    private readonly ReadOnlySpan<double> _inputs;
    private readonly bool _isIndexed;
    private IndexCursor _cursor;
    private int _row = -1;

    public RowMatches(TableRows rows, RowIndex? index, ReadOnlySpan<double> inputs)
    {
        _rows = rows;
        _inputs = inputs;
        _isIndexed = index is not null;
        if (index is not null) _cursor = new IndexCursor(index, inputs);
    }

    /// <summary>The next row that matches, or -1.</summary>
    public int Next()
    {
        if (_isIndexed) return _cursor.Next();
        while (++_row < _rows.Count)
            if (_rows.Matches(_row, _inputs)) return _row;
        return -1;
    }
}
