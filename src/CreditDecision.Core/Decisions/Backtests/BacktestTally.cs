using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>A reason of the candidate by where it was said and what for; one decision may have several.</summary>
public readonly record struct StageReason(Stage Stage, Outcome Outcome, ReasonCode Code);

/// <summary>A rule, formula or trigger of the candidate that spoke, or had no answer.</summary>
public readonly record struct RuleHit(Stage Stage, string Id, Outcome Outcome, bool Unanswered);

/// <summary>A row of one of the candidate's tables that matched; no row (an empty name) is counted too.</summary>
public readonly record struct RowHit(string TableId, string Row);

/// <summary>
/// What a back-test has found so far. Each worker fills one of its own, and the sum of all is the same however the decisions were dealt
/// among them and in whatever order.
/// </summary>
/// <param name="strategy">The candidate.</param>
/// <param name="segmentations">How decisions are divided; the same instances in every tally of a run.</param>
public sealed class BacktestTally(StrategySnapshot strategy, IReadOnlyList<Segmentation> segmentations)
{
    private readonly Dictionary<string, Comparison>[] _segments = [.. segmentations.Select(_ => new Dictionary<string, Comparison>(StringComparer.Ordinal))];
    private readonly RowCounts _rows = new();
    private readonly bool _needsFeatures = segmentations.Any(segmentation => segmentation.NeedsFeatures);

    /// <summary>Of every application that was decided again.</summary>
    public Comparison Total { get; } = new();

    /// <summary>Decisions of the record and of the candidate for which something was missing or unusable.</summary>
    public long RecordedDegraded { get; private set; }

    public long CandidateDegraded { get; private set; }

    /// <summary>Reasons that the recorded decisions gave, by number.</summary>
    public Counts<int> RecordedReasons { get; } = new();

    /// <summary>Reasons that the candidate's decisions give, by number.</summary>
    public Counts<int> CandidateReasons { get; } = new();

    /// <summary>Everything that the candidate's stages found, whether or not it spoke for the outcome.</summary>
    public Counts<StageReason> StageReasons { get; } = new();

    /// <summary>Rules of the candidate that fired, whatever the outcome.</summary>
    public Counts<RuleHit> Rules { get; } = new();

    public Counts<RowHit> Rows => _rows.Named();

    /// <summary>Why applications could not be decided again, in words of a fixed vocabulary.</summary>
    public Counts<string> Undecided { get; } = new();

    public IReadOnlyList<Segmentation> Segmentations => segmentations;

    /// <summary>Segments that occurred, of one segmentation.</summary>
    public IReadOnlyDictionary<string, Comparison> SegmentsOf(Segmentation segmentation) => _segments[segmentations.ToList().IndexOf(segmentation)];

    public void Add(in BacktestSample sample)
    {
        Verdict candidate = sample.CandidateVerdict;
        Total.Add(sample.Recorded, candidate, sample.Bad);
        if (sample.RecordedDegraded) RecordedDegraded++;
        if (sample.Candidate.Degraded.Count > 0) CandidateDegraded++;
        FeatureVector? features = _needsFeatures ? FeaturesOf(sample) : null;
        for (int i = 0; i < segmentations.Count; i++)
            SegmentOf(_segments[i], segmentations[i].SegmentOf(sample, features)).Add(sample.Recorded, candidate, sample.Bad);
        Count(sample);
    }

    public void AddUndecided(string cause) => Undecided.Add(cause);

    /// <summary>Takes over everything that another tally of the same run has.</summary>
    public void Add(BacktestTally other)
    {
        Total.Add(other.Total);
        RecordedDegraded += other.RecordedDegraded;
        CandidateDegraded += other.CandidateDegraded;
        RecordedReasons.Add(other.RecordedReasons);
        CandidateReasons.Add(other.CandidateReasons);
        StageReasons.Add(other.StageReasons);
        Rules.Add(other.Rules);
        _rows.Add(other._rows);
        Undecided.Add(other.Undecided);
        for (int i = 0; i < _segments.Length; i++)
            foreach ((string name, Comparison segment) in other._segments[i]) SegmentOf(_segments[i], name).Add(segment);
    }

    private void Count(in BacktestSample sample)
    {
        foreach (int reason in sample.RecordedReasons) RecordedReasons.Add(reason);
        foreach (ReasonDefinition reason in sample.Candidate.Reasons) CandidateReasons.Add(reason.Code.Number);
        foreach (StageTrace stage in sample.Candidate.Trace) Count(stage);
    }

    private void Count(StageTrace stage)
    {
        foreach (WeighedReason reason in stage.Reasons) StageReasons.Add(new StageReason(stage.Stage, reason.Outcome, reason.Reason.Code));
        foreach (FiredRule rule in stage.Rules) Rules.Add(new RuleHit(stage.Stage, rule.Id, rule.Outcome, rule.Unanswered));
        (stage.Tables as AskedTables)?.CountInto(_rows);
    }

    // Assembled once more: the decision keeps no vector, and only who asks for segments by features pays for it.
    private FeatureVector FeaturesOf(in BacktestSample sample)
    {
        Application application = sample.Application;
        return FeatureAssembly.Assemble(
            strategy.Catalog, application, strategy.Bank.AdmittedPartners, sample.Candidate.DecidedAt, sample.Facts.Velocity, sample.Facts.Listed, strategy.Catalog.Features.Count);
    }

    private static Comparison SegmentOf(Dictionary<string, Comparison> segments, string name)
    {
        if (!segments.TryGetValue(name, out Comparison? segment)) segments.Add(name, segment = new Comparison());
        return segment;
    }
}
