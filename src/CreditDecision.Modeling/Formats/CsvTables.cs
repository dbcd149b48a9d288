using System.Security.Cryptography;
using System.Text.Unicode;
using CreditDecision.Core.Documents;
using CsvHelper;

namespace CreditDecision.Modeling.Formats;

/// <summary>
/// Reads a comma-separated file (RFC 4180, UTF-8) with a header into typed columns. A column in which every value that is there is a
/// number is one of numbers; any other is one of categories. Blanks around values are dropped; a byte order mark is taken.
/// </summary>
public static class CsvTables
{
    public const int MostColumns = 2_000;

    // Ten million rows of fifty columns fill the memory of an ordinary machine.
    public const int MostRows = 10_000_000;

    /// <summary>Texts that mean "not there".</summary>
    public static IReadOnlySet<string> MissingTexts { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "", ".", "NA", "N/A", "NaN", "nan", "NULL", "null" };

    /// <returns>Null when the file is not a sound table; the reasons, with their line, are in <paramref name="errors"/>.</returns>
    public static CsvTable? Read(ReadOnlyMemory<byte> bytes, string name, DocumentErrors errors)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            errors.Add($"line {LineOfFirstBadByte(bytes.Span)}", "is not UTF-8");
            return null;
        }
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            OnMalformedRecord = record => errors.Add($"line {record.LineNumber}", $"has broken quotes ({record.Reason})"),
        });
        return ReadHeader(reader, errors) is { } header && ReadRows(reader, header, errors) is { } columns
            ? new CsvTable(name, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), columns[0].Rows, [.. columns.Select(column => column.Build())])
            : null;
    }

    private static string[]? ReadHeader(CsvReader reader, DocumentErrors errors)
    {
        string[] header = [.. reader.Headers];
        if (header.Length == 0) errors.Add("", "is empty; a header with the names of the columns is needed");
        if (header.Length > MostColumns) errors.Add("line 1", $"has {header.Length} columns, more than {MostColumns}");
        for (int i = 0; i < header.Length; i++)
        {
            if (header[i].Length is 0 or > 64) errors.Add("line 1", $"column {i + 1} needs a name of 1 to 64 characters");
            else if (Array.IndexOf(header, header[i]) < i) errors.Add("line 1", $"column \"{header[i]}\" is named twice");
        }
        return errors.Any ? null : header;
    }

    private static List<CsvColumnBuilder>? ReadRows(CsvReader reader, string[] header, DocumentErrors errors)
    {
        List<CsvColumnBuilder> columns = [.. header.Select(name => new CsvColumnBuilder(name))];
        int rows = 0;
        while (reader.Read() && rows < MostRows && errors.All.Count < DocumentErrors.Most)
        {
            rows++;
            CsvRow row = reader.Current;
            if (row.FieldCount != header.Length) errors.Add($"line {reader.LineNumber}", $"has {row.FieldCount} values, but the header has {header.Length} names");
            if (errors.Any) continue;
            for (int i = 0; i < header.Length; i++) columns[i].Add(row.GetSpan(i));
        }
        if (rows == 0) errors.Add("", "holds a header but no rows");
        if (rows == MostRows) errors.Add($"line {reader.LineNumber}", $"reaches the {MostRows} rows that are taken");
        return errors.Any ? null : columns;
    }

    private static int LineOfFirstBadByte(ReadOnlySpan<byte> bytes)
    {
        int line = 1;
        foreach (Range range in bytes.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes[range])) return line;
            line++;
        }
        return line;
    }
}
