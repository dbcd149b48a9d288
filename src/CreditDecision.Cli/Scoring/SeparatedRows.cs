using CreditDecision.Cli.Records;
using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>Reads rows of separated values (RFC 4180, UTF-8), by the names in the header or by position.</summary>
internal sealed class SeparatedRows : IRowSource
{
    private readonly FileInfo _file;
    private readonly RowFormat _format;
    private readonly CsvRecords _records;
    private readonly InputCells[] _cells;
    private readonly int[] _columns;
    private readonly int _width;
    private readonly List<string> _unused = [];

    private SeparatedRows(FileInfo file, IRowModel model, RowFormat format)
    {
        (_file, _format) = (file, format);
        _cells = [.. model.Inputs.Select(input => new InputCells(input, format.CategoriesAreCodes))];
        _records = new CsvRecords(file, format.Separator, format.HasHeader, "row");
        try
        {
            string[] header = format.HasHeader ? _records.ReadHeader() : [];
            _columns = format.IsByPosition ? [.. Positions(model.Inputs, format.LabelColumn)] : Bind(header, model);
            _width = format.IsByPosition ? model.Inputs.Count + (format.LabelColumn is null ? 0 : 1) : header.Length;
        }
        catch
        {
            _records.Dispose();
            throw;
        }
    }

    public long Count => _records.Count;

    public IEnumerable<string> Remarks => _unused.Concat(_cells.Select(cells => cells.Remark).OfType<string>());

    internal static SeparatedRows Open(FileInfo file, IRowModel model, RowFormat format) => new(file, model, format);

    public bool Next(Span<double> row)
    {
        if (!_records.Read()) return false;
        CsvRow record = _records.Current;
        string? broken = _records.Broken ?? (record.FieldCount == _width ? null : $"has {record.FieldCount} values, {(_format.IsByPosition ? "expected are" : "the header has")} {_width}");
        if (broken is not null) throw new Failure($"{_file}: line {_records.LineNumber} {broken}");
        for (int i = 0; i < _columns.Length; i++)
            if (!_cells[i].TryRead(record.GetSpan(_columns[i]), out row[i])) throw NoNumber(i);
        return true;
    }

    public void Dispose() => _records.Dispose();

    private Failure NoNumber(int input) =>
        new($"{_file}: line {_records.LineNumber}, column {_columns[input] + 1} \"{_cells[input].Name}\": {_cells[input].Expected}");

    // All by the model's own names or all as f0, f1 ...: a mixture would hide that a column is missing.
    private int[] Bind(string[] header, IRowModel model)
    {
        Dictionary<string, int> places = header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        string[] names = [.. model.Inputs.Select(input => input.Name)];
        string[] numbered = [.. Enumerable.Range(0, names.Length).Select(index => $"f{index}")];
        string[] missing = [.. names.Where(name => !places.ContainsKey(name))];
        if (missing.Length > 0 && model.IsPositional && numbered.All(places.ContainsKey)) (names, missing) = (numbered, []);
        if (missing.Length > 0) throw new Failure($"{_file}: has no column {Listed(missing)}, which the model reads{(missing.Length == names.Length ? ByPosition(model) : "")}");
        string[] unused = [.. header.Except(names)];
        if (unused.Length > 0) _unused.Add($"not read by the model: {Listed(unused)}");
        return [.. names.Select(name => places[name])];
    }

    private static string ByPosition(IRowModel model) => model.IsPositional ? "; if its columns are in the model's order, give --by-position" : "";

    private static IEnumerable<int> Positions(IReadOnlyList<ModelInput> inputs, int? label) =>
        Enumerable.Range(0, inputs.Count).Select(place => place < (label ?? int.MaxValue) ? place : place + 1);

    private static string Listed(string[] names)
    {
        const int most = 20;
        string rest = names.Length > most ? $" and {names.Length - most} more" : "";
        return string.Join(", ", names.Take(most).Select(name => $"\"{name}\"")) + rest;
    }
}
