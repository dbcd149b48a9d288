using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>One application that was decided then and is decided again now.</summary>
public readonly ref struct BacktestSample(
    Application application, Facts facts, Verdict recorded, ReadOnlySpan<int> reasons, bool recordedDegraded, Decision candidate, bool? bad)
{
    public Application Application { get; } = application;

    public Facts Facts { get; } = facts;

    public Verdict Recorded { get; } = recorded;

    /// <summary>Numbers of the reasons that the recorded decision gave.</summary>
    public ReadOnlySpan<int> RecordedReasons { get; } = reasons;

    public bool RecordedDegraded { get; } = recordedDegraded;

    /// <summary>Made for the same moment and with the same facts.</summary>
    public Decision Candidate { get; } = candidate;

    public Verdict CandidateVerdict { get; } = Verdict.Of(candidate);

    /// <summary>Whether the loan went bad; null where that is not known.</summary>
    public bool? Bad { get; } = bad;
}
