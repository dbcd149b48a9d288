using System.Collections.Frozen;

namespace CreditDecision.Core.Features;

/// <summary>What a list means for who stands on it (A4, A19).</summary>
public enum ListKind
{
    Unspecified = 0,
    Deny,
    Watch,
    Allow,
}

/// <summary>Which stage a list is for.</summary>
public enum ListPurpose
{
    Unspecified = 0,
    AntiFraud,
    AntiMoneyLaundering,
}

/// <summary>On which lists any of an application's subjects stands. The default is: on none.</summary>
public readonly record struct Listed
{
    private const int Purposes = 2;

    private readonly int _bits;

    private Listed(int bits) => _bits = bits;

    public bool On(ListKind kind, ListPurpose purpose) => (_bits & Bit(kind, purpose)) != 0;

    public Listed With(ListKind kind, ListPurpose purpose) => new(_bits | Bit(kind, purpose));

    private static int Bit(ListKind kind, ListPurpose purpose) =>
        kind is ListKind.Unspecified || purpose is ListPurpose.Unspecified
            ? throw new ArgumentOutOfRangeException(nameof(kind), $"{kind} {purpose}", "Not a list.")
            : 1 << (((int)kind - 1) * Purposes + (int)purpose - 1);
}

/// <summary>
/// The features that say on which lists an application stands. A catalog may list any of them, as flags: <c>listed_&lt;list&gt;_&lt;purpose&gt;</c>, with the lists
/// deny, watch and allow and the purposes fraud and aml.
/// </summary>
public static class ListFeatures
{
    private static readonly FrozenDictionary<string, (ListKind Kind, ListPurpose Purpose)> Known = new Dictionary<string, (ListKind, ListPurpose)>
    {
        ["listed_deny_fraud"] = (ListKind.Deny, ListPurpose.AntiFraud),
        ["listed_watch_fraud"] = (ListKind.Watch, ListPurpose.AntiFraud),
        ["listed_allow_fraud"] = (ListKind.Allow, ListPurpose.AntiFraud),
        ["listed_deny_aml"] = (ListKind.Deny, ListPurpose.AntiMoneyLaundering),
        ["listed_watch_aml"] = (ListKind.Watch, ListPurpose.AntiMoneyLaundering),
        ["listed_allow_aml"] = (ListKind.Allow, ListPurpose.AntiMoneyLaundering),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    public static bool Knows(string name) => Known.ContainsKey(name);

    /// <param name="name">One that is known.</param>
    public static (ListKind Kind, ListPurpose Purpose) ListOf(string name) => Known[name];
}
