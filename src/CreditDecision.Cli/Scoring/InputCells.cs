using System.Globalization;
using System.Text;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Cli.Scoring;

/// <summary>
/// Turns the texts of one column into what a row holds of one input: a number, the nearest double, true and false as 1 and 0; or the
/// index of a category. What <see cref="CsvTables.MissingTexts"/> lists is missing.
/// </summary>
internal sealed class InputCells
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Missing =
        CsvTables.MissingTexts.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _categories;
    private long _unknown;

    internal InputCells(ModelInput input, bool categoriesAreCodes)
    {
        Name = input.Name;
        Expected = input.Type == InputType.Category
            ? "is neither the code of a category (a text is none here) nor empty"
            : "is neither a finite number nor empty";
        if (categoriesAreCodes || input.Categories.Count == 0) return;
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int code = 0; code < input.Categories.Count; code++) codes.TryAdd(input.Categories[code], code);
        _categories = codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal string Name { get; }

    /// <summary>What a text that could not be read should have been.</summary>
    internal string Expected { get; }

    /// <summary>Null when every category was one that the model knows.</summary>
    internal string? Remark => _unknown == 0 ? null : $"\"{Name}\": {_unknown} values are none of the model's categories";

    /// <returns>False when the text is no value of the input.</returns>
    internal bool TryRead(ReadOnlySpan<byte> utf8, out double value)
    {
        if (_categories is null && double.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)) return true;
        Span<char> buffer = stackalloc char[256];
        ReadOnlySpan<char> text = utf8.Length <= buffer.Length ? buffer[..Encoding.UTF8.GetChars(utf8, buffer)] : Encoding.UTF8.GetString(utf8);
        value = double.NaN;
        if (Missing.Contains(text)) return true;
        if (_categories is null) return TryReadFlag(text, out value);
        value = CodeOf(text);
        return true;
    }

    private double CodeOf(ReadOnlySpan<char> text)
    {
        if (_categories!.Value.TryGetValue(text, out int code)) return code;
        _unknown++;
        return ModelInput.UnknownCategory;
    }

    private static bool TryReadFlag(ReadOnlySpan<char> text, out double value)
    {
        bool isFlag = bool.TryParse(text, out bool flag);
        value = flag ? 1 : 0;
        return isFlag;
    }
}
