using System.Globalization;
using System.Text;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>Values of one type made from another. Doubles lose their fraction on the way to integers; what does not fit is an error.</summary>
internal static class Conversions
{
    public static readonly Function[] Functions =
    [
        Of("int", ToInt), Of("uint", ToUint), Of("double", ToDouble), Of("bool", ToBool), Of("timestamp", ToTimestamp), Of("duration", ToDuration),
        Function.Plain("string", 1, (arguments, ref budget) => ToText(arguments[0], ref budget)),
        Function.Plain("bytes", 1, (arguments, ref budget) => ToBytes(arguments[0], ref budget)),
        Of("dyn", value => value),
        Of("type", value => CelTypeNames.TypeOf(value.Kind) is { } type ? CelValue.Type(type) : default),
    ];

    private const double TwoTo63 = 9_223_372_036_854_775_808.0;
    private static readonly CelValue NotAnInt = CelErrors.Of(CelErrorKind.BadConversion, "int");
    private static readonly CelValue NotAUint = CelErrors.Of(CelErrorKind.BadConversion, "uint");
    private static readonly CelValue NotADouble = CelErrors.Of(CelErrorKind.BadConversion, "double");
    private static readonly CelValue NotABool = CelErrors.Of(CelErrorKind.BadConversion, "bool");
    private static readonly CelValue NotAText = CelErrors.Of(CelErrorKind.BadConversion, "string");
    private static readonly CelValue NotATimestamp = CelErrors.Of(CelErrorKind.BadConversion, "timestamp");
    private static readonly CelValue NotADuration = CelErrors.Of(CelErrorKind.BadConversion, "duration");

    // Throws on what is no UTF-8, the only way the encoding tells.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static Function Of(string name, Func<CelValue, CelValue> convert) => Function.Plain(name, 1, (arguments, ref _) => convert(arguments[0]));

    private static CelValue ToInt(CelValue value) => value.Kind switch
    {
        CelKind.Int => value,
        CelKind.Uint => value.AsUint <= long.MaxValue ? CelValue.Int((long)value.AsUint) : CelErrors.Overflow,
        // The least integer itself is refused, as the standard's evaluators do.
        CelKind.Double => value.AsDouble is > -TwoTo63 and < TwoTo63 ? CelValue.Int((long)value.AsDouble) : CelErrors.Overflow,
        CelKind.String => long.TryParse(Digits(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? CelValue.Int(number) : NotAnInt,
        CelKind.Timestamp => CelValue.Int(value.AsSeconds),
        _ => default,
    };

    private static CelValue ToUint(CelValue value) => value.Kind switch
    {
        CelKind.Uint => value,
        CelKind.Int => value.AsInt >= 0 ? CelValue.Uint((ulong)value.AsInt) : CelErrors.Overflow,
        CelKind.Double => value.AsDouble is >= 0 and < 2 * TwoTo63 ? CelValue.Uint((ulong)value.AsDouble) : CelErrors.Overflow,
        CelKind.String => ulong.TryParse(Digits(value), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? CelValue.Uint(number) : NotAUint,
        _ => default,
    };

    // .NET passes over zero characters behind a number; nothing where there is one.
    private static string Digits(CelValue text) => text.AsString.Contains('\0') ? "" : text.AsString;

    private static CelValue ToDouble(CelValue value) => value.Kind switch
    {
        CelKind.Double => value,
        CelKind.Int or CelKind.Uint => CelValue.Double(CelOrder.ToDouble(value)),
        CelKind.String => ReadDouble(Digits(value)),
        _ => default,
    };

    private static CelValue ReadDouble(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number) && (double.IsFinite(number) || text.AsSpan().IndexOfAnyInRange('0', '9') < 0))
            return CelValue.Double(number);
        return text.TrimStart('+', '-').ToLowerInvariant() is "inf" && text.Length <= 4
            ? CelValue.Double(text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity) : NotADouble;
    }

    private static CelValue ToBool(CelValue value) => value.Kind switch
    {
        CelKind.Bool => value,
        CelKind.String => value.AsString switch
        {
            "1" or "t" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "false" or "FALSE" or "False" => CelValue.False,
            _ => NotABool,
        },
        _ => default,
    };

    private static CelValue ToTimestamp(CelValue value) => value.Kind switch
    {
        CelKind.Timestamp => value,
        CelKind.Int => CelValue.Timestamp((Int128)value.AsInt * CelTime.NanosInSecond),
        CelKind.String => CelTime.TryReadTimestamp(value.AsString, out CelValue timestamp) ? timestamp : NotATimestamp,
        _ => default,
    };

    private static CelValue ToDuration(CelValue value) => value.Kind switch
    {
        CelKind.Duration => value,
        CelKind.String => CelTime.TryReadDuration(value.AsString, out CelValue duration) ? duration : NotADuration,
        _ => default,
    };

    private static CelValue ToText(CelValue value, ref Budget budget) => value.Kind switch
    {
        CelKind.String => value,
        CelKind.Bool => CelValue.String(value.AsBool ? "true" : "false"),
        CelKind.Int => CelValue.String(value.AsInt.ToString(CultureInfo.InvariantCulture)),
        CelKind.Uint => CelValue.String(value.AsUint.ToString(CultureInfo.InvariantCulture)),
        CelKind.Double => CelValue.String(CelText.Number(value.AsDouble)),
        CelKind.Bytes => budget.ChargeText(value.AsBytes.Length) ? ReadUtf8(value.AsBytes) : CelErrors.CostExceeded,
        CelKind.Timestamp => CelValue.String(CelTime.WriteTimestamp(value)),
        CelKind.Duration => CelValue.String(CelTime.WriteDuration(value)),
        _ => default,
    };

    private static CelValue ReadUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CelValue.String(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return NotAText;
        }
    }

    private static CelValue ToBytes(CelValue value, ref Budget budget) => value.Kind switch
    {
        CelKind.Bytes => value,
        CelKind.String => budget.ChargeText(value.AsString.Length) ? CelValue.Bytes(Encoding.UTF8.GetBytes(value.AsString)) : CelErrors.CostExceeded,
        _ => default,
    };
}
