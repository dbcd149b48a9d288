using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Monitoring;

/// <summary>
/// What the decisions of a period come to: counts only, so that parts add up to the whole in any order. Used by one thread.
/// </summary>
public sealed class PopulationTally(WatchedFeatures watched, PopulationBins bins)
{
    private readonly FeatureVector _vector = new(watched.Catalog.Features.Count);
    private readonly long[][] _states = [.. watched.Features.Select(_ => new long[Enum.GetValues<FeatureState>().Length])];

    public PopulationBins Bins => bins;

    /// <summary>All that were made.</summary>
    public long Decisions { get; private set; }

    /// <summary>Of which something was missing or unusable when they were made.</summary>
    public long Degraded { get; private set; }

    /// <summary>By <see cref="Outcome"/>.</summary>
    public long[] Outcomes { get; } = new long[Enum.GetValues<Outcome>().Length];

    /// <summary>By group; decisions that no model spoke to are in none.</summary>
    public long[] Scores { get; } = new long[bins.Score.Groups];

    /// <summary>Of each watched feature, by group.</summary>
    public long[][] Features { get; } = [.. bins.Features.Select(each => new long[each.Groups])];

    /// <summary>Decisions whose application was looked at.</summary>
    public long Read { get; private set; }

    /// <summary>Why the others could not be, in few words each.</summary>
    public SortedDictionary<string, long> Unread { get; } = new(StringComparer.Ordinal);

    /// <param name="probability">Of default, as it was recorded; null where no model came to speak.</param>
    public void AddDecision(Outcome outcome, double? probability, bool isDegraded)
    {
        Decisions++;
        if (isDegraded) Degraded++;
        Outcomes[Enum.IsDefined(outcome) ? (int)outcome : 0]++;
        if (probability is { } given) Scores[bins.Score.GroupOf(given)]++;
    }

    public void AddApplication(Application application, in Facts facts, DateTimeOffset decidedAt)
    {
        watched.Fill(_vector, application, facts, decidedAt);
        AddValues(_vector);
    }

    /// <summary>For applications that cannot be looked at.</summary>
    public void AddUnread(string cause) => Unread[cause] = Unread.GetValueOrDefault(cause) + 1;

    public void Merge(PopulationTally other)
    {
        Decisions += other.Decisions;
        Degraded += other.Degraded;
        Read += other.Read;
        Add(Outcomes, other.Outcomes);
        Add(Scores, other.Scores);
        for (int i = 0; i < Features.Length; i++)
        {
            Add(Features[i], other.Features[i]);
            Add(_states[i], other._states[i]);
        }
        foreach ((string cause, long count) in other.Unread) Unread[cause] = Unread.GetValueOrDefault(cause) + count;
    }

    /// <summary>Share of the applications whose value of a watched feature could not be used, for whatever cause; NaN where none was read.</summary>
    public double MissingRate(int feature) => (double)Features[feature][^1] / Read;

    /// <summary>Share of those whose value was too old.</summary>
    public double StaleRate(int feature) => (double)_states[feature][(int)FeatureState.Stale] / Read;

    /// <summary>NaN of no decisions.</summary>
    public double ApprovalRate => (double)Outcomes[(int)Outcome.Approve] / Decisions;

    private void AddValues(FeatureVector vector)
    {
        Read++;
        for (int i = 0; i < Features.Length; i++)
        {
            int slot = watched.Features[i].Slot;
            Features[i][bins.Features[i].GroupOf(vector[slot])]++;
            _states[i][(int)vector.StateOf(slot)]++;
        }
    }

    private static void Add(long[] sums, long[] parts)
    {
        for (int i = 0; i < sums.Length; i++) sums[i] += parts[i];
    }
}
