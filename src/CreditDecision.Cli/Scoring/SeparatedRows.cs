using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>Reads rows of separated values (RFC 4180, UTF-8), by the names in the header or by position.</summary>
internal sealed class SeparatedRows : IRowSource
{
    // A single record of this size is a lost quotation mark that swallows the rest of the file.
    private const int MostRecordBytes = 1 << 20;

    private readonly FileInfo _file;
    private readonly RowFormat _format;
    private readonly CsvReader _reader;
    private readonly InputCells[] _cells;
    private readonly int[] _columns;
    private readonly int _width;
    private readonly List<string> _unused = [];
    private string? _broken;

    private SeparatedRows(FileInfo file, IRowModel model, RowFormat format)
    {
        (_file, _format) = (file, format);
        _cells = [.. model.Inputs.Select(input => new InputCells(input, format.CategoriesAreCodes))];
        _reader = CsvReader.Create(file.OpenRead(), new CsvReaderOptions
        {
            Separator = format.Separator,
            HasHeader = format.HasHeader,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => _broken = $"has broken quotes ({record.Reason})",
        });
        try
        {
            string[] header = format.HasHeader ? ReadHeader() : [];
            _columns = format.IsByPosition ? [.. Positions(model.Inputs, format.LabelColumn)] : Bind(header, model);
            _width = format.IsByPosition ? model.Inputs.Count + (format.LabelColumn is null ? 0 : 1) : header.Length;
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public long Count { get; private set; }

    public IEnumerable<string> Remarks => _unused.Concat(_cells.Select(cells => cells.Remark).OfType<string>());

    internal static SeparatedRows Open(FileInfo file, IRowModel model, RowFormat format) => new(file, model, format);

    public bool Next(Span<double> row)
    {
        _broken = null;
        if (!Guarded(_reader.Read)) return false;
        Count++;
        CsvRow record = _reader.Current;
        if (record.FieldCount != _width) _broken ??= $"has {record.FieldCount} values, {(_format.IsByPosition ? "expected are" : "the header has")} {_width}";
        if (_broken is not null) throw new Failure($"{_file}: line {_reader.LineNumber} {_broken}");
        for (int i = 0; i < _columns.Length; i++)
            if (!_cells[i].TryRead(record.GetSpan(_columns[i]), out row[i])) throw NoNumber(i);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private Failure NoNumber(int input) =>
        new($"{_file}: line {_reader.LineNumber}, column {_columns[input] + 1} \"{_cells[input].Name}\": {_cells[input].Expected}");

    private string[] ReadHeader()
    {
        string[] header = [.. Guarded(() => _reader.Headers)];
        if (header.Length == 0) throw new Failure($"{_file}: is empty; a header line with the columns' names is expected");
        string[] twice = [.. header.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"\"{group.Key}\"")];
        return twice.Length == 0 ? header : throw new Failure($"{_file}: the header names {string.Join(", ", twice)} more than once");
    }

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

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new Failure($"{_file}: cannot be read after row {Count}: {e.Message}");
        }
    }
}
