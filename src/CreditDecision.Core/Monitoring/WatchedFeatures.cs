using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Monitoring;

/// <summary>Of which features applications are looked at, and by what rules their values may be used: as of today's catalog and bank policy.</summary>
/// <param name="Features">Those that are watched, each once.</param>
public sealed record WatchedFeatures(FeatureCatalog Catalog, BankPolicy Bank, IReadOnlyList<FeatureDefinition> Features)
{
    /// <param name="vector">Of the catalog's size; what was in it is gone.</param>
    internal void Fill(FeatureVector vector, Application application, in Facts facts, DateTimeOffset decidedAt)
    {
        vector.Clear();
        FeatureAssembly.Fill(vector, Catalog, application, Bank.AdmittedPartners, decidedAt, facts.Velocity, facts.Listed);
    }
}
