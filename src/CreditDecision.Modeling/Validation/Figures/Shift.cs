namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>How far rows moved from the development part, over groups of it.</summary>
/// <param name="Index">Population stability index, half a row added to each group.</param>
/// <param name="ChanceBound">What chance alone exceeds with a probability of 1 − the policy's confidence; NaN where all rows are in one group.</param>
public sealed record Shift(double Index, double ChanceBound, IReadOnlyList<ShiftGroup> Groups);

/// <param name="Group">A range of values "0.1 … 0.2", from inclusive, to exclusive; a category; or "missing".</param>
public sealed record ShiftGroup(string Group, long Development, long HoldOut);

/// <param name="Feature">Column of an input.</param>
/// <param name="Csi">Development to hold-out.</param>
/// <param name="InformationValue">Of the development part, in the same groups.</param>
/// <param name="HoldOutInformationValue">Of the hold-out part.</param>
/// <param name="Refused">Values of both parts that no decision would take.</param>
public sealed record FeatureFigures(
    string Feature, Shift Csi, double InformationValue, double HoldOutInformationValue, double MissingShare, double HoldOutMissingShare, long Refused);

/// <summary>Whether the grades stand in the same order in both parts; NaN where fewer than two grades can be compared.</summary>
/// <param name="Order">Kendall's τ-b of the grades' order and their default rates in the hold-out part.</param>
/// <param name="Reversals">Grades of the hold-out part with a lower default rate than the grade before.</param>
/// <param name="Spearman">Of the default rates in both parts.</param>
/// <param name="Kendall">Likewise.</param>
public readonly record struct GradeStability(double Order, int Reversals, double Spearman, double Kendall);

/// <summary>What happens when an input is not there.</summary>
public sealed record MissingFigures(string Feature, PlainFigures Without, PlainChanges Change);
