namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>One value of an XGBoost document, whichever of the two encodings it came in.</summary>
internal abstract record XgboostValue
{
    internal static readonly XgboostValue Null = new XgboostNull();
}

internal sealed record XgboostNull : XgboostValue;

internal sealed record XgboostFlag(bool Value) : XgboostValue;

internal sealed record XgboostNumber(double Value) : XgboostValue;

internal sealed record XgboostText(string Value) : XgboostValue;

internal sealed record XgboostObject(Dictionary<string, XgboostValue> Members) : XgboostValue;

/// <summary>A list of objects, texts or lists; never of numbers or flags.</summary>
internal sealed record XgboostList(IReadOnlyList<XgboostValue> Items) : XgboostValue;

/// <summary>
/// A list of numbers, of flags (as 0 and 1), or an empty list. All but a few hundred bytes of a model are these, so they are held as
/// arrays of what they are: exactly one of the two is there.
/// </summary>
internal sealed record XgboostNumbers(int[]? Whole, float[]? Real, bool Flags) : XgboostValue
{
    internal int Count => Whole?.Length ?? Real!.Length;
}
