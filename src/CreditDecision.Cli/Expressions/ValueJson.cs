using System.Globalization;
using System.Text.Json.Nodes;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary>
/// Values as JSON with their types: <c>{"type": "int", "value": "12"}</c>. Numbers are texts, so that no reader rounds them; bytes are hex;
/// lists hold values, maps pairs of values; moments and durations are written as CEL reads them.
/// </summary>
internal static class ValueJson
{
    public const string ErrorType = "error";

    /// <exception cref="Failure">It is no value of its type.</exception>
    public static CelValue Read(JsonNode? node, string name)
    {
        if (node is not JsonObject value || value["type"] is not JsonValue type) throw new Failure($"{name}: has no type; write {{\"type\": ..., \"value\": ...}}");
        string written = type.ToString();
        try
        {
            if (written != "null" && value["value"] is null) throw new FormatException();
            return Read(written, value["value"], name) is { Kind: not CelKind.Unspecified and not CelKind.Error } read ? read : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            throw new Failure($"{name}: {value["value"]?.ToJsonString() ?? "null"} is no {written}");
        }
    }

    public static JsonObject Write(CelValue value) => new()
    {
        ["type"] = value.IsError ? ErrorType : CelTypeNames.NameOf(value.Kind).Replace("_type", "", StringComparison.Ordinal),
        ["value"] = Content(value),
    };

    /// <summary>The same text for the same value: the entries of maps in the order of their keys' text.</summary>
    public static string Canonical(CelValue value) => Write(value).ToJsonString();

    private static CelValue Read(string type, JsonNode? value, string name) => type switch
    {
        "null" => CelValue.Null,
        "bool" => CelValue.Bool(value!.GetValue<bool>()),
        "int" => CelValue.Int(long.Parse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "uint" => CelValue.Uint(ulong.Parse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture)),
        "double" => CelValue.Double(Double(Text(value))),
        "string" => CelValue.String(Text(value)),
        "bytes" => CelValue.Bytes(Convert.FromHexString(Text(value))),
        "list" => CelValue.List(new CelList(value!.AsArray().Select((element, i) => Read(element, $"{name}[{i}]")))),
        "map" => Map(value!.AsArray(), name),
        "timestamp" => CelTime.TryReadTimestamp(Text(value), out CelValue timestamp) ? timestamp : default,
        "duration" => CelTime.TryReadDuration(Text(value), out CelValue duration) ? duration : default,
        _ => throw new Failure($"{name}: {type} is no type; types are null, bool, int, uint, double, string, bytes, list, map, timestamp and duration"),
    };

    private static string Text(JsonNode? value) => value is JsonValue ? value.ToString() : throw new FormatException();

    private static double Double(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static CelValue Map(JsonArray pairs, string name)
    {
        var map = new CelMap.Builder();
        foreach (JsonNode? pair in pairs)
        {
            CelValue added = pair is JsonArray and [var key, var value] ? map.Add(Read(key, $"{name}: key"), Read(value, $"{name}[{key}]")) : throw new FormatException();
            if (added.IsError) throw new FormatException();
        }
        return CelValue.Map(map.Build());
    }

    private static JsonNode? Content(CelValue value) => value.Kind switch
    {
        CelKind.Error => new JsonObject { ["kind"] = SnakeCase.Of(value.AsError.Kind), ["subject"] = value.AsError.Subject },
        CelKind.Null => null,
        CelKind.Bool => value.AsBool,
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => CelText.Number(value.AsDouble),
        CelKind.String => value.AsString,
        CelKind.Bytes => Convert.ToHexStringLower(value.AsBytes),
        CelKind.List => new JsonArray([.. value.AsList.Elements.ToArray().Select(Write)]),
        CelKind.Map => new JsonArray([.. Pairs(value.AsMap)]),
        CelKind.Timestamp => CelTime.WriteTimestamp(value),
        CelKind.Duration => CelTime.WriteDuration(value),
        CelKind.Type => CelTypeNames.NameOf(value.AsType.Kind),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "is no value"),
    };

    private static IEnumerable<JsonArray> Pairs(CelMap map) => map.Entries.ToArray()
        .Select(entry => (Key: Write(entry.Key), Value: Write(entry.Value)))
        .OrderBy(entry => entry.Key.ToJsonString(), StringComparer.Ordinal)
        .Select(entry => new JsonArray(entry.Key, entry.Value));
}
