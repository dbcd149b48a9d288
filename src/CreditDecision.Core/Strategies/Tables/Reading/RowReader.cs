using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies.Tables.Reading;

/// <summary>Reads rows one after another: <c>[cell, ..., output, ...]</c>, or <c>{ id, cells: [...] }</c> where a row has a name.</summary>
/// <param name="columns">Null where the input itself could not be read: its cells are passed over.</param>
internal sealed class RowReader(IReadOnlyList<TableColumn?> columns, IReadOnlyList<OutputReader> outputs)
{
    private const int MostNameLength = 64;

    private readonly List<int>[] _cellOf = [.. columns.Select(_ => new List<int>())];
    private readonly List<TableCell>[] _cells = [.. columns.Select(_ => new List<TableCell>())];
    private readonly Dictionary<string, int>[] _known = [.. columns.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly List<string?> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public void Read(DocumentValue row)
    {
        string? name = null;
        if (row.IsList) ReadCells(row, [.. row.Items()]);
        else if (row.IsObject) name = ReadNamed(row);
        else row.FailAs("must be a list of cells, or an object of id and cells");
        _names.Add(name);
    }

    /// <summary>Only after a reading without mistakes.</summary>
    public TableRows Rows() => new(
        [.. columns.Select(column => column!)], [.. _cells.Select(cells => cells.ToArray())], [.. _cellOf.Select(cells => cells.ToArray())], [.. _names]);

    /// <summary>The outputs of all rows in order. Only after a reading without mistakes.</summary>
    public double[] Values()
    {
        var values = new double[_names.Count * outputs.Count];
        for (int output = 0; output < outputs.Count; output++)
            for (int row = 0; row < _names.Count; row++) values[row * outputs.Count + output] = outputs[output].Values[row];
        return values;
    }

    private string? ReadNamed(DocumentValue row)
    {
        DocumentObject document = row.AsObject();
        string name = document.Text("id", MostNameLength);
        if (name.Length > 0 && !_taken.Add(name)) document.Fail("id", $"\"{name}\" is the name of a row before");
        ReadCells(row, document.Values("cells", columns.Count + outputs.Count));
        document.Close();
        return name;
    }

    private void ReadCells(DocumentValue row, IReadOnlyList<DocumentValue> cells)
    {
        if (cells.Count != columns.Count + outputs.Count)
        {
            row.Fail($"must have {columns.Count + outputs.Count} cells, {columns.Count} for the inputs and {outputs.Count} for the outputs, has {cells.Count}");
            return;
        }
        for (int column = 0; column < columns.Count; column++)
            if (columns[column] is { } known) _cellOf[column].Add(CellOf(column, known, cells[column]));
        for (int output = 0; output < outputs.Count; output++) outputs[output].Add(cells[columns.Count + output]);
    }

    // A mistake is not remembered: it is told for each cell that has it.
    private int CellOf(int column, TableColumn known, DocumentValue value)
    {
        string written = value.Written;
        if (_known[column].TryGetValue(written, out int index)) return index;
        if (CellReader.Read(value, known) is not { } cell) return -1;
        _cells[column].Add(cell);
        _known[column].Add(written, _cells[column].Count - 1);
        return _cells[column].Count - 1;
    }
}
