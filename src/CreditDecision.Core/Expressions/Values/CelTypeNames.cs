using System.Collections.Frozen;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>Names under which an expression speaks of types, as in <c>type(x) == int</c>.</summary>
public static class CelTypeNames
{
    private static readonly FrozenDictionary<string, CelType> ByName = new Dictionary<string, CelType>
    {
        ["null_type"] = CelType.Null,
        ["bool"] = CelType.Bool,
        ["int"] = CelType.Int,
        ["uint"] = CelType.Uint,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["list"] = CelType.List(CelType.Dyn),
        ["map"] = CelType.Map(CelType.Dyn, CelType.Dyn),
        ["google.protobuf.Timestamp"] = CelType.Timestamp,
        ["google.protobuf.Duration"] = CelType.Duration,
        ["type"] = CelType.Type,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<CelKind, string> ByKind = ByName.ToFrozenDictionary(entry => entry.Value.Kind, entry => entry.Key);

    public static CelType? Find(string name) => ByName.GetValueOrDefault(name);

    public static string NameOf(CelKind kind) => ByKind.GetValueOrDefault(kind, "dyn");

    /// <summary>The type of a value, without the types of what it holds.</summary>
    public static CelType? TypeOf(CelKind kind) => ByKind.TryGetValue(kind, out string? name) ? ByName[name] : null;
}
