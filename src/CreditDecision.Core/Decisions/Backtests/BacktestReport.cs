namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>A segment with what was found in it.</summary>
public sealed record BacktestSegment(string Name, Comparison Comparison);

/// <summary>A segmentation with those of its segments that occurred, in its order.</summary>
public sealed record SegmentTable(string Name, IReadOnlyList<BacktestSegment> Segments);

/// <summary>A count with what was counted.</summary>
public readonly record struct Counted<T>(T What, long Count);

/// <summary>What a back-test found, in the order in which it is shown. Reads a tally that nobody adds to any more.</summary>
public sealed class BacktestReport(BacktestTally tally)
{
    public Comparison Total => tally.Total;

    public long RecordedDegraded => tally.RecordedDegraded;

    public long CandidateDegraded => tally.CandidateDegraded;

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<Counted<StageReason>> StageReasons { get; } =
        InOrder(tally.StageReasons, reason => $"{(int)reason.Stage}{(int)reason.Outcome}{reason.Code.Number:D5}");

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<Counted<RuleHit>> Rules { get; } =
        InOrder(tally.Rules, rule => $"{(int)rule.Stage}{rule.Id} {(int)rule.Outcome}{rule.Unanswered}");

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<Counted<RowHit>> Rows { get; } = InOrder(tally.Rows, row => $"{row.TableId} {row.Row}");

    /// <summary>Numbers of all reasons that either side gave, ascending, with the recorded and the candidate's count.</summary>
    public IReadOnlyList<(int Code, long Recorded, long Candidate)> Reasons { get; } =
    [
        .. tally.RecordedReasons.ByKey.Keys.Union(tally.CandidateReasons.ByKey.Keys).Order()
            .Select(code => (code, tally.RecordedReasons.Of(code), tally.CandidateReasons.Of(code))),
    ];

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<Counted<string>> Undecided { get; } = InOrder(tally.Undecided, cause => cause);

    public IReadOnlyList<SegmentTable> Segments { get; } = [.. tally.Segmentations.Select(segmentation => TableOf(segmentation, tally))];

    private static SegmentTable TableOf(Segmentation segmentation, BacktestTally tally)
    {
        IReadOnlyDictionary<string, Comparison> segments = tally.SegmentsOf(segmentation);
        IEnumerable<string> others = segments.Keys.Except(segmentation.Known).Order(StringComparer.Ordinal);
        // What has no value stands last, wherever its name would sort it.
        IEnumerable<string> names = segmentation.Known.Concat(others).Where(segments.ContainsKey).OrderBy(name => name == Segmentation.Missing);
        return new SegmentTable(segmentation.Name, [.. names.Select(name => new BacktestSegment(name, segments[name]))]);
    }

    private static IReadOnlyList<Counted<T>> InOrder<T>(Counts<T> counts, Func<T, string> thenBy) where T : notnull =>
    [
        .. counts.ByKey.OrderByDescending(pair => pair.Value).ThenBy(pair => thenBy(pair.Key), StringComparer.Ordinal)
            .Select(pair => new Counted<T>(pair.Key, pair.Value)),
    ];
}
