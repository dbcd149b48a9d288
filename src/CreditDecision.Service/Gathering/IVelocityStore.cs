using CreditDecision.Core.Features;

namespace CreditDecision.Service.Gathering;

/// <summary>Remembers which applications a borrower, a telephone, a device, a network address and a card were in (A19).</summary>
internal interface IVelocityStore
{
    /// <summary>Adds an application to the logs of its subjects and counts what is in them, in one step for each. The same application again is counted once.</summary>
    /// <returns>Null where the store does not answer: the decision goes on without, and says so. Never throws for that.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<Velocity?> CountAsync(VelocityQuestion question, CancellationToken cancellation);
}
