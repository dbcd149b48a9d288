using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Validation;

/// <param name="Values">By row of the table, as the model reads them; NaN is missing.</param>
/// <param name="IsRefused">By row: there is a value, but no decision would take it.</param>
internal sealed record BoundColumn(string Name, double[] Values, bool[] IsRefused)
{
    internal long RefusedIn(int[] rows) => rows.LongCount(row => IsRefused[row]);
}

/// <summary>Turns a column of a table into what a model reads.</summary>
internal static class InputEncoding
{
    /// <returns>Null where the column cannot hold such an input, which is in the errors.</returns>
    internal static BoundColumn? Encode(TestInput input, CsvColumn column, int rows, DocumentErrors errors)
    {
        bool isNumber = input.IsNumber || (input.Type == FeatureType.Category && input.Categories.Count == 0);
        if (isNumber && !column.IsNumber && !IsFlags(column))
        {
            errors.Add("columns", $"\"{column.Name}\" holds text such as \"{column.Categories[0]}\", but the model reads a number");
            return null;
        }
        var bound = new BoundColumn(column.Name, new double[rows], new bool[rows]);
        Func<int, double> valueOf = isNumber && column.IsNumber ? row => column.Numbers[row] : ByText(input, column);
        for (int row = 0; row < rows; row++)
        {
            double value = valueOf(row);
            bool isAllowed = !isNumber || (value >= input.Least && value <= input.Most);
            bound.Values[row] = isAllowed ? value : double.NaN;
            bound.IsRefused[row] = double.IsNaN(bound.Values[row]) && column.TextAt(row) is not null;
        }
        return bound;
    }

    /// <summary>The number that stands for a text; <see cref="TestInput.Unknown"/> where there is none.</summary>
    internal static double CodeOf(TestInput input, string text)
    {
        if (input.Type != FeatureType.Category) return FlagOf(text);
        for (int code = 0; code < input.Categories.Count; code++)
            if (input.Categories[code] == text) return code;
        return input.Unknown;
    }

    private static Func<int, double> ByText(TestInput input, CsvColumn column)
    {
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        return row =>
        {
            if (column.TextAt(row) is not { } text) return double.NaN;
            if (!known.TryGetValue(text, out double code)) known[text] = code = CodeOf(input, text);
            return code;
        };
    }

    private static bool IsFlags(CsvColumn column) => column.Categories.All(text => bool.TryParse(text, out _));

    private static double FlagOf(string text)
    {
        if (bool.TryParse(text, out bool flag)) return flag ? 1 : 0;
        return text == "1" ? 1 : text == "0" ? 0 : double.NaN;
    }
}
