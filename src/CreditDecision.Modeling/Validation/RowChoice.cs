using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Validation;

/// <summary>Which column of a data set is what, and which rows are held out.</summary>
public sealed record RowChoice
{
    /// <summary>Column of the outcome.</summary>
    public string Label { get; init; } = "";

    /// <summary>The text of the bad outcome; empty where the column holds 0 and 1, or true and false.</summary>
    public string BadValue { get; init; } = "";

    /// <summary>Only rows that meet all of these are used.</summary>
    public IReadOnlyList<RowCondition> OnlyRows { get; init; } = [];

    /// <summary>Column that tells the part; empty for a seeded split.</summary>
    public string Part { get; init; } = "";

    /// <summary>The text in <see cref="Part"/> of rows that are held out; every other text is development, a missing one neither.</summary>
    public string HoldOutValue { get; init; } = "hold_out";

    /// <summary>
    /// Without <see cref="Part"/>: the share that is held out of each outcome. Rows, share and seed as in the fit of a scorecard give the
    /// rows that it held out.
    /// </summary>
    public double HoldOutShare { get; init; } = 0.25;

    public long Seed { get; init; } = 1;

    /// <summary>Column of time or another division that figures are told by; empty for none.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The model's inputs are the columns in their order, but for those named here and <see cref="Exclude"/>.</summary>
    public bool IsByPosition { get; init; }

    public IReadOnlyList<string> Exclude { get; init; } = [];
}
