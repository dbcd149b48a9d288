using System.Buffers.Text;
using System.Text;

namespace CreditDecision.Cli.Scoring;

/// <summary>
/// Reads lines of <c>label index:value index:value ...</c> (the form of LIBSVM and SVMlight). The label, <c>qid:n</c> and what follows # are not
/// read. Categories are codes.
/// </summary>
internal sealed class LibsvmRows : IRowSource
{
    private readonly FileInfo _file;
    private readonly RowFormat _format;
    private readonly Lines _lines;
    private readonly InputCells[] _cells;
    private readonly bool[] _given;
    private long _beyond;

    private LibsvmRows(FileInfo file, IRowModel model, RowFormat format)
    {
        (_file, _format) = (file, format);
        _cells = [.. model.Inputs.Select(input => new InputCells(input, categoriesAreCodes: true))];
        _given = new bool[_cells.Length];
        _lines = new Lines(file);
    }

    public long Count { get; private set; }

    public IEnumerable<string> Remarks =>
        _beyond == 0 ? [] : [$"not read by the model: {_beyond} values with an index beyond {_cells.Length - 1 + _format.FirstIndex}"];

    internal static LibsvmRows Open(FileInfo file, IRowModel model, RowFormat format) => new(file, model, format);

    public bool Next(Span<double> row)
    {
        ReadOnlySpan<byte> line;
        do
        {
            if (!_lines.Next(out line)) return false;
            int comment = line.IndexOf((byte)'#');
            line = (comment < 0 ? line : line[..comment]).Trim(" \t"u8);
        }
        while (line.IsEmpty);
        Count++;
        row.Fill(_format.AbsentIsZero ? 0 : double.NaN);
        Array.Clear(_given);
        int token = 0;
        foreach (Range range in line.SplitAny(" \t"u8))
            if (line[range] is { IsEmpty: false } text && !IsLabel(text, token++)) Read(text, row);
        return true;
    }

    public void Dispose() => _lines.Dispose();

    private static bool IsLabel(ReadOnlySpan<byte> text, int token) => (token == 0 && !text.Contains((byte)':')) || text.StartsWith("qid:"u8);

    private void Read(ReadOnlySpan<byte> text, Span<double> row)
    {
        int colon = text.IndexOf((byte)':');
        if (colon < 0 || !Utf8Parser.TryParse(text[..colon], out int index, out int used) || used != colon || index < _format.FirstIndex)
            throw Broken(text, $"is not index:value with an index from {_format.FirstIndex}");
        int place = index - _format.FirstIndex;
        if (place >= row.Length)
        {
            _beyond++;
            return;
        }
        if (_given[place]) throw Broken(text[..colon], "is there twice");
        _given[place] = true;
        if (!_cells[place].TryRead(text[(colon + 1)..], out row[place])) throw Broken(text[..colon], "has no finite number");
    }

    private Failure Broken(ReadOnlySpan<byte> place, string what)
    {
        string shown = Encoding.UTF8.GetString(place[..Math.Min(place.Length, 32)]);
        return new Failure($"{_file}: line {_lines.Number}, \"{shown}\": {what}");
    }
}
