namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Figures by the values of one column, in the hold-out part.</summary>
/// <param name="ApprovalRatio">Least approval rate over the greatest among those judged; NaN where fewer than two are.</param>
public sealed record SliceTable(string Column, double ApprovalRatio, IReadOnlyList<SliceFigures> Slices);

/// <param name="Value">"missing" where there is none.</param>
/// <param name="IsJudged">Whether there are enough rows of both outcomes for thresholds to count.</param>
/// <param name="Psi">Of the score, against the development part.</param>
public sealed record SliceFigures(string Value, bool IsJudged, PlainFigures Plain, Shift Psi);
