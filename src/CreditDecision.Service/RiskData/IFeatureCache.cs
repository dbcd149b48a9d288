using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.RiskData;

/// <summary>What all replicas remember of what was put, so that most decisions need not ask the store. Never more than a copy.</summary>
internal interface IFeatureCache
{
    /// <summary>Remembers features for a while. Of one borrower an older version never replaces a newer one, whoever comes last.</summary>
    /// <param name="features">Also <see cref="StoredFeaturesBlob.None"/>, so that who has nothing is not looked for again.</param>
    /// <returns>When it is remembered, or was given up: a cache that does not answer holds up nobody. Never throws for that.</returns>
    ValueTask RememberAsync(IReadOnlyCollection<(BorrowerToken Borrower, StoredFeaturesBlob Features)> features);
}

/// <summary>Where one process serves: its store is as near as a cache would be.</summary>
internal sealed class NoFeatureCache : IFeatureCache
{
    public ValueTask RememberAsync(IReadOnlyCollection<(BorrowerToken Borrower, StoredFeaturesBlob Features)> features) => ValueTask.CompletedTask;
}
