using System.Globalization;
using System.Text;

namespace CreditDecision.Modeling.Formats;

/// <summary>Collects the texts of one column, each distinct text once, and types them when all have been seen.</summary>
internal sealed class CsvColumnBuilder
{
    private readonly string _name;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly List<int> _rows = [];
    private int _distinct;

    internal CsvColumnBuilder(string name)
    {
        _name = name;
        _byText = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal int Rows => _rows.Count;

    internal void Add(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[256];
        ReadOnlySpan<char> text = utf8.Length <= buffer.Length ? buffer[..Encoding.UTF8.GetChars(utf8, buffer)] : Encoding.UTF8.GetString(utf8);
        if (!_byText.TryGetValue(text, out int code))
        {
            string kept = text.ToString();
            _codes.Add(kept, code = CsvTables.MissingTexts.Contains(kept) ? -1 : _distinct++);
        }
        _rows.Add(code);
    }

    internal CsvColumn Build()
    {
        string[] texts = new string[_distinct];
        foreach ((string text, int code) in _codes)
            if (code >= 0) texts[code] = text;
        double[] numbers = new double[texts.Length];
        for (int i = 0; i < texts.Length; i++)
            if (!double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                return Categories(texts);
        return new CsvColumn(_name, [.. _rows.Select(code => code < 0 ? double.NaN : numbers[code])], [], []);
    }

    // Ordinal order, so that the codes do not depend on the order of rows.
    private CsvColumn Categories(string[] texts)
    {
        string[] ordered = [.. texts.Order(StringComparer.Ordinal)];
        int[] places = [.. texts.Select(text => Array.BinarySearch(ordered, text, StringComparer.Ordinal))];
        return new CsvColumn(_name, [], [.. _rows.Select(code => code < 0 ? -1 : places[code])], ordered);
    }
}
