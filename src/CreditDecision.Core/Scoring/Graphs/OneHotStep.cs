namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>Writes 1 at the place of its source's value and 0 at all others.</summary>
/// <param name="unknownIsZeros">Whether a value that is no key gives zeros only; else the row has no answer.</param>
public sealed class OneHotStep(KeyMap keys, bool unknownIsZeros, int source, int first, int count) : GraphStep([source], first, count)
{
    public override bool Run(Span<double> cells)
    {
        int place = keys.PlaceOf(cells[Sources[0]]);
        Span<double> columns = cells.Slice(First, Count);
        columns.Clear();
        if (place == KeyMap.NotFound) return unknownIsZeros;
        columns[place] = 1;
        return true;
    }
}
