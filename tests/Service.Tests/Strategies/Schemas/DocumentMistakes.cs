using System.Text.Json.Nodes;

namespace CreditDecision.Service.Tests.Strategies.Schemas;

/// <summary>
/// Every document that differs from a sound one by one slip: a key left out, misspelt or given a value of another kind or size. Cells of tables
/// are left alone, whose kind is that of their column.
/// </summary>
internal static class DocumentMistakes
{
    // The third of a kind is read as the second is.
    private const int MostItems = 2;

    private static readonly string TooLong = new('x', 10_001);

    public static IEnumerable<(string Slip, JsonNode Document)> In(JsonNode sound) =>
        Places(sound, []).SelectMany(place => Slips(sound, place));

    private static IEnumerable<object[]> Places(JsonNode? node, object[] at)
    {
        yield return at;
        IEnumerable<(object Key, JsonNode? Child)> children = node switch
        {
            JsonObject item => item.Select(pair => ((object)pair.Key, pair.Value)),
            JsonArray list when !HoldsCells(at) => list.Take(MostItems).Select((child, index) => ((object)index, child)),
            _ => [],
        };
        foreach ((object key, JsonNode? child) in children)
            foreach (object[] place in Places(child, [.. at, key])) yield return place;
    }

    private static bool HoldsCells(object[] at) =>
        at is [.., "cells" or "default"] or [.., "rows", int];

    private static IEnumerable<(string, JsonNode)> Slips(JsonNode sound, object[] at)
    {
        string place = string.Join('.', at);
        foreach (JsonNode? wrong in WrongFor(At(sound, at)))
            if (at.Length > 0) yield return ($"{place} = {Shown(wrong)}", Changed(sound, at, (parent, key) => Put(parent, key, wrong?.DeepClone())));
        if (At(sound, at) is JsonObject)
            yield return ($"{place}: a key too many", Changed(sound, [.. at, "unknwon"], (parent, key) => Put(parent, key, 0)));
        if (at is [.., string])
            yield return ($"{place}: left out", Changed(sound, at, (parent, key) => parent.AsObject().Remove((string)key)));
    }

    private static JsonNode?[] WrongFor(JsonNode? value) => value switch
    {
        JsonObject => [null, "zzz", 1.5, new JsonArray()],
        JsonArray => [null, "zzz", 1.5, new JsonObject()],
        JsonValue scalar when scalar.TryGetValue(out string? _) => [null, true, -1, new JsonObject(), "", "zzz", TooLong],
        JsonValue scalar when scalar.TryGetValue(out bool _) => [null, "zzz", 1.5, new JsonObject()],
        _ => [null, true, "zzz", -1, 1.5, 1_000_000_000_000, new JsonObject()],
    };

    private static JsonNode Changed(JsonNode sound, object[] at, Action<JsonNode, object> change)
    {
        JsonNode copy = sound.DeepClone();
        change(At(copy, at[..^1])!, at[^1]);
        return copy;
    }

    private static JsonNode? At(JsonNode root, object[] at) =>
        at.Aggregate((JsonNode?)root, (node, key) => key is int index ? node![index] : node![(string)key]);

    private static void Put(JsonNode parent, object key, JsonNode? value)
    {
        if (key is int index) parent[index] = value;
        else parent[(string)key] = value;
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString() is { Length: < 50 } text ? text : value is null ? "null" : "much";
}
