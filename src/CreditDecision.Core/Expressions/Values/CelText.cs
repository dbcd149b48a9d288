using System.Globalization;
using System.Text;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>Values as text.</summary>
public static class CelText
{
    private const int LongestDisplay = 2_000;

    /// <summary>The shortest decimal that reads back as the same double: <c>0.1</c>, <c>1e+21</c>, <c>-inf</c>, <c>nan</c>.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        return value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
    }

    /// <summary>Code points.</summary>
    public static int Size(ReadOnlySpan<char> text)
    {
        int size = text.Length;
        foreach (char unit in text)
            if (char.IsLowSurrogate(unit)) size--;
        return size;
    }

    internal static string Display(CelValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, CelValue value)
    {
        // Lists may hold one another many times over; what people read ends somewhere.
        if (text.Length > LongestDisplay)
            text.Append('…');
        else if (value.Kind == CelKind.List)
            AppendAll(text, '[', ']', value.AsList.Elements, Append);
        else if (value.Kind == CelKind.Map)
            AppendAll(text, '{', '}', value.AsMap.Entries, AppendEntry);
        else
            text.Append(Scalar(value));
    }

    private static void AppendEntry(StringBuilder text, KeyValuePair<CelValue, CelValue> entry)
    {
        Append(text, entry.Key);
        text.Append(": ");
        Append(text, entry.Value);
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, ReadOnlySpan<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        for (int i = 0; i < items.Length && text.Length <= LongestDisplay; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            append(text, items[i]);
        }
        text.Append(close);
    }

    private static string Scalar(CelValue value) => value.Kind switch
    {
        CelKind.Error => value.AsError.ToString(),
        CelKind.Null => "null",
        CelKind.Bool => value.AsBool ? "true" : "false",
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => Whole(Number(value.AsDouble)),
        CelKind.String => Quoted(value.AsString),
        CelKind.Bytes => "b\"" + string.Concat(value.AsBytes.ToArray().Select(unit => $"\\x{unit:x2}")) + "\"",
        CelKind.Timestamp => $"timestamp(\"{CelTime.WriteTimestamp(value)}\")",
        CelKind.Duration => $"duration(\"{CelTime.WriteDuration(value)}\")",
        CelKind.Type => CelTypeNames.NameOf(value.AsType.Kind),
        _ => "no value",
    };

    // A double is told from an int by its point.
    private static string Whole(string number) => number.AsSpan().IndexOfAny(".ein") < 0 ? number + ".0" : number;

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char unit in text)
            _ = unit switch
            {
                '"' or '\\' => quoted.Append('\\').Append(unit),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)unit:x2}"),
                _ => quoted.Append(unit),
            };
        return quoted.Append('"').ToString();
    }
}
