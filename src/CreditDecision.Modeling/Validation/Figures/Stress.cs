namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>What a named shock does to the hold-out part.</summary>
/// <param name="Changes">In words.</param>
/// <param name="Unread">Columns that it changes but this model does not read.</param>
/// <param name="Change">Under the shock less without it.</param>
public sealed record StressFigures(
    string Shock, string Note, IReadOnlyList<string> Changes, IReadOnlyList<string> Unread, PlainFigures Under, PlainChanges Change);
