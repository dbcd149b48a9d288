namespace CreditDecision.Core.Reasons;

/// <summary>What a reason says.</summary>
/// <param name="Name">Stable, lower_snake_case.</param>
/// <param name="Article">"A6" where an article of the draft stands behind it; else empty.</param>
/// <param name="Zh">For the borrower, in Chinese (A10: every decline is understandable).</param>
/// <param name="En">The same in English.</param>
public sealed record ReasonDefinition(ReasonCode Code, string Name, string Article, string Zh, string En);
