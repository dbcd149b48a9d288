using CreditDecision.Cli.Mappings;
using CreditDecision.Cli.Records;

namespace CreditDecision.Cli.Batches;

/// <summary>Reads a CSV file (RFC 4180, UTF-8, a header line) record by record; no more than one record is held.</summary>
internal sealed class CsvSource : IDisposable
{
    private readonly CsvRecords _records;
    private readonly double _bytes;

    private CsvSource(FileInfo file)
    {
        _bytes = Math.Max(1, file.Length);
        _records = new CsvRecords(file, ',', hasHeader: true, "record");
    }

    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Records read so far, the header not counted.</summary>
    public long Count => _records.Count;

    /// <summary>How much of the file has been read, in [0, 1].</summary>
    public double Progress { get; private set; }

    public static CsvSource Open(FileInfo file)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        var source = new CsvSource(file);
        try
        {
            source.Header = source._records.ReadHeader();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Null at the end. A broken record fails by itself; the ones after it are read on.</summary>
    public FileRow? Next()
    {
        if (!_records.Read()) return null;
        Progress = _records.ByteOffset / _bytes;
        int cells = _records.Current.FieldCount;
        string? broken = _records.Broken ?? (cells == Header.Count ? null : $"has {cells} cells, the header has {Header.Count}");
        var row = new FileRow(Count, broken is null ? _records.Current.ToArray() : Blank());
        if (broken is not null) row.Fail($"the record on line {_records.LineNumber} {broken}");
        return row;
    }

    public void Dispose() => _records.Dispose();

    // Its cells cannot be told apart, so none of them may be read.
    private string[] Blank() => [.. Enumerable.Repeat("", Header.Count)];
}
