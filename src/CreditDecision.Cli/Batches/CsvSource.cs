using CreditDecision.Cli.Mappings;
using CsvHelper;

namespace CreditDecision.Cli.Batches;

/// <summary>Reads a CSV file (RFC 4180, UTF-8, a header line) record by record; no more than one record is held.</summary>
internal sealed class CsvSource : IDisposable
{
    // A single record of this size is a lost quotation mark that swallows the rest of the file.
    private const int MostRecordBytes = 1 << 20;

    private readonly FileInfo _file;
    private readonly CsvReader _reader;
    private readonly double _bytes;
    private string? _broken;

    private CsvSource(FileInfo file)
    {
        _file = file;
        _bytes = Math.Max(1, file.Length);
        _reader = CsvReader.Create(file.OpenRead(), new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => _broken = $"has broken quotes ({record.Reason})",
        });
    }

    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Records read so far, the header not counted.</summary>
    public long Count { get; private set; }

    /// <summary>How much of the file has been read, in [0, 1].</summary>
    public double Progress { get; private set; }

    public static CsvSource Open(FileInfo file)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        var source = new CsvSource(file);
        try
        {
            source.ReadHeader();
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
        _broken = null;
        if (!Guarded(_reader.Read)) return null;
        Progress = _reader.ByteOffset / _bytes;
        int cells = _reader.FieldCount;
        if (cells != Header.Count) _broken ??= $"has {cells} cells, the header has {Header.Count}";
        var row = new FileRow(++Count, _broken is null ? _reader.Current.ToArray() : Blank());
        if (_broken is not null) row.Fail($"the record on line {_reader.LineNumber} {_broken}");
        return row;
    }

    public void Dispose() => _reader.Dispose();

    private void ReadHeader()
    {
        Header = [.. Guarded(() => _reader.Headers)];
        if (Header.Count == 0) throw new Failure($"{_file}: is empty; a header line with the columns' names is expected");
        string[] twice = [.. Header.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"\"{group.Key}\"")];
        if (twice.Length > 0) throw new Failure($"{_file}: the header names {string.Join(", ", twice)} more than once");
    }

    // Its cells cannot be told apart, so none of them may be read.
    private string[] Blank() => [.. Enumerable.Repeat("", Header.Count)];

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new Failure($"{_file}: cannot be read after record {Count}: {e.Message}");
        }
    }
}
