using CreditDecision.Core.Features;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;

namespace CreditDecision.Service.Gathering;

/// <summary>What is remembered of an application's subjects.</summary>
/// <param name="Velocity">Null where the store does not answer.</param>
/// <param name="Features">What was put of the borrower, as it is cached; null where it was not asked for or is not cached.</param>
internal readonly record struct Remembered(Velocity? Velocity, StoredFeaturesBlob? Features);

/// <summary>
/// Remembers which applications a borrower, a telephone, a device, a network address and a card were in (A19), and, where several replicas share
/// it, what was put of the borrower, so that both cost one round trip.
/// </summary>
internal interface IVelocityStore
{
    /// <summary>Adds an application to the logs of its subjects and counts what is in them, in one step for each. The same application again is counted once.</summary>
    /// <param name="featuresOf">Whose cached features are read with it; null for nobody's.</param>
    /// <returns>Nothing where the store does not answer: the decision goes on without, and says so. Never throws for that.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<Remembered> CountAsync(VelocityQuestion question, BorrowerToken? featuresOf, CancellationToken cancellation);

    /// <summary>Asks of nobody, so that the first one who is asked of does not wait for what asking takes once.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask RehearseAsync(CancellationToken cancellation);
}
