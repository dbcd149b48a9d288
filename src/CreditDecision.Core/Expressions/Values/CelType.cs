namespace CreditDecision.Core.Expressions.Values;

/// <summary>A type as the checker sees it. <see cref="Dyn"/> is "known only when it is evaluated".</summary>
/// <param name="Kind"><see cref="CelKind.Unspecified"/> for <see cref="Dyn"/>.</param>
/// <param name="Key">Of a map.</param>
/// <param name="Element">Of a list, or the value of a map.</param>
public sealed record CelType(CelKind Kind, CelType? Key = null, CelType? Element = null)
{
    public static readonly CelType Dyn = new(CelKind.Unspecified);
    public static readonly CelType Null = new(CelKind.Null);
    public static readonly CelType Bool = new(CelKind.Bool);
    public static readonly CelType Int = new(CelKind.Int);
    public static readonly CelType Uint = new(CelKind.Uint);
    public static readonly CelType Double = new(CelKind.Double);
    public static readonly CelType String = new(CelKind.String);
    public static readonly CelType Bytes = new(CelKind.Bytes);
    public static readonly CelType Timestamp = new(CelKind.Timestamp);
    public static readonly CelType Duration = new(CelKind.Duration);
    public static readonly CelType Type = new(CelKind.Type);

    public static CelType List(CelType element) => new(CelKind.List, Element: element);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, key, value);

    /// <summary>As it is written in messages: "double", "list(string)", "map(string, int)".</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Unspecified => "dyn",
        CelKind.List => $"list({Element})",
        CelKind.Map => $"map({Key}, {Element})",
        CelKind.Null => "null_type",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
