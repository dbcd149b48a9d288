using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Lists;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;
using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Gathering;

/// <summary>What a decision knows besides its application.</summary>
/// <param name="Velocity">Null where it could not be learned.</param>
/// <param name="ListHits">The entries of lists that its subjects are on.</param>
/// <param name="StoredFeatures">What of the risk data that was put stands in for the request's features.</param>
internal readonly record struct Facts(Velocity? Velocity, IReadOnlyList<Wire.Feature> StoredFeatures, ListHits ListHits);

/// <summary>Gathers what a decision knows besides its application: one round trip, and another to the store for what was put and is not cached.</summary>
internal sealed class FactGathering(IVelocityStore velocities, RiskDataLookup riskData, ListBook lists, PersonalDataKeys keys)
{
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<Facts> GatherAsync(Application application, Admission admission, BorrowerToken borrower, CancellationToken cancellation)
    {
        VelocityQuestion question = VelocityQuestion.Of(application, admission.DecidedAt, keys);
        ListHits hits = lists.HitsOf(question.Subjects, admission.DecidedAt);
        Remembered remembered = await velocities.CountAsync(question, borrower, cancellation);
        GatheringMetrics.Learned(remembered);
        return new Facts(remembered.Velocity, await riskData.ForAsync(admission, borrower, remembered.Features, cancellation), hits);
    }
}
