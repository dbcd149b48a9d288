using CreditDecision.Core.Features;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What the service knows of the borrower beside the application, gathered before the decision.</summary>
/// <param name="ReservedConsumerCredit">
/// Consumer credit that this borrower's earlier decisions hold, over all products (A6). The commit checks that it is still so.
/// </param>
/// <param name="Velocity">How often the application's subjects came before; null where the service could not learn it.</param>
/// <param name="Listed">On which lists they stand; null where the service did not look.</param>
public readonly record struct Facts(Money ReservedConsumerCredit, Velocity? Velocity = null, Listed? Listed = null);
