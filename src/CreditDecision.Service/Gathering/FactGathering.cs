using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Gathering;

/// <summary>What a decision knows besides its application.</summary>
/// <param name="Velocity">Null where it could not be learned.</param>
/// <param name="StoredFeatures">What of the risk data that was put stands in for the request's features.</param>
internal readonly record struct Facts(Velocity? Velocity, IReadOnlyList<Wire.Feature> StoredFeatures);

/// <summary>Gathers what a decision knows besides its application: one round trip, and another to the store for what was put and is not cached.</summary>
internal sealed class FactGathering(IVelocityStore velocities, RiskDataLookup riskData, PersonalDataKeys keys)
{
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<Facts> GatherAsync(Application application, Admission admission, BorrowerToken borrower, CancellationToken cancellation)
    {
        Remembered remembered = await velocities.CountAsync(VelocityQuestion.Of(application, admission.DecidedAt, keys), borrower, cancellation);
        GatheringMetrics.Learned(remembered);
        return new Facts(remembered.Velocity, await riskData.ForAsync(admission, borrower, remembered.Features, cancellation));
    }
}
