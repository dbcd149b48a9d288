namespace CreditDecision.Core.Scoring.Programs;

/// <summary>
/// The values that one row's scoring works on: its inputs, and whatever the program derives from them. One double each; NaN is missing;
/// a text is the number that the program gave it, and <see cref="UnknownText"/> is a text that the program names nowhere.
/// </summary>
public ref struct Frame(Span<double> values)
{
    /// <summary>Equal to no text of the program.</summary>
    public const double UnknownText = -1;

    public readonly Span<double> Values { get; } = values;

    /// <summary>Set when a value was met for which the model's author allowed no result at all.</summary>
    public bool Invalid { get; set; }

    public readonly double this[int slot]
    {
        get => Values[slot];
        set => Values[slot] = value;
    }
}
