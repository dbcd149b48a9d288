using CsvHelper;

namespace CreditDecision.Cli.Records;

/// <summary>A file of separated values (RFC 4180, UTF-8), record by record; no more than one record is held.</summary>
internal sealed class CsvRecords : IDisposable
{
    // A single record of this size is a lost quotation mark that swallows the rest of the file.
    private const int MostRecordBytes = 1 << 20;

    private readonly FileInfo _file;
    private readonly string _name;
    private readonly CsvReader _reader;

    /// <param name="name">What a record is called where the file cannot be read on: "row", "record".</param>
    internal CsvRecords(FileInfo file, char separator, bool hasHeader, string name)
    {
        (_file, _name) = (file, name);
        _reader = CsvReader.Create(file.OpenRead(), new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = hasHeader,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => Broken = $"has broken quotes ({record.Reason})",
        });
    }

    /// <summary>Records read so far, the header not counted.</summary>
    internal long Count { get; private set; }

    /// <summary>What is wrong with the current record; null when nothing is.</summary>
    internal string? Broken { get; private set; }

    internal CsvRow Current => _reader.Current;

    internal long LineNumber => _reader.LineNumber;

    internal long ByteOffset => _reader.ByteOffset;

    /// <exception cref="Failure">The file is empty, or the header names a column twice.</exception>
    internal string[] ReadHeader()
    {
        string[] header = [.. Guarded(() => _reader.Headers)];
        if (header.Length == 0) throw new Failure($"{_file}: is empty; a header line with the columns' names is expected");
        string[] twice = [.. header.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"\"{group.Key}\"")];
        return twice.Length == 0 ? header : throw new Failure($"{_file}: the header names {string.Join(", ", twice)} more than once");
    }

    /// <returns>False at the end. A broken record is read as well, and the ones after it.</returns>
    /// <exception cref="Failure">What follows cannot be told apart into records.</exception>
    internal bool Read()
    {
        Broken = null;
        if (!Guarded(_reader.Read)) return false;
        Count++;
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new Failure($"{_file}: cannot be read after {_name} {Count}: {e.Message}");
        }
    }
}
