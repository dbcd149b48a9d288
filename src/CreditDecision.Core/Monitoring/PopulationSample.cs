using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Monitoring;

/// <summary>
/// Values of a part of a period's decisions, from which its deciles are taken. Whichever thread takes which, the deciles come out the same. Used by
/// one thread.
/// </summary>
public sealed class PopulationSample(WatchedFeatures watched)
{
    private readonly FeatureVector _vector = new(watched.Catalog.Features.Count);
    private readonly List<double>[] _values = [.. watched.Features.Select(_ => new List<double>())];
    private readonly List<double> _scores = [];

    /// <param name="probability">Of default, as the decision recorded it; null where no model came to speak.</param>
    public void AddScore(double? probability)
    {
        if (probability is { } given) _scores.Add(given);
    }

    public void Add(Application application, in Facts facts, DateTimeOffset decidedAt)
    {
        watched.Fill(_vector, application, facts, decidedAt);
        for (int i = 0; i < _values.Length; i++) _values[i].Add(_vector[watched.Features[i].Slot]);
    }

    public void Merge(PopulationSample other)
    {
        _scores.AddRange(other._scores);
        for (int i = 0; i < _values.Length; i++) _values[i].AddRange(other._values[i]);
    }

    public PopulationBins Bins() => new(
        Monitoring.Bins.OfSample(Monitoring.Bins.OfScore, [.. _scores]),
        [.. watched.Features.Select((feature, i) => Monitoring.Bins.OfChoices(feature) ?? Monitoring.Bins.OfSample(feature.Name, [.. _values[i]]))]);
}

/// <summary>The groups of a comparison.</summary>
/// <param name="Features">In the order of the watched ones.</param>
public sealed record PopulationBins(Bins Score, IReadOnlyList<Bins> Features);
