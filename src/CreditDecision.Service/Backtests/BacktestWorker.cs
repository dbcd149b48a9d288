using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Backtests;

/// <summary>Decides recorded applications again and counts what comes out. One for each thread.</summary>
internal sealed partial class BacktestWorker : ISweepWorker
{
    private readonly BacktestJob _job;
    private readonly Action<BacktestWorker> _result;
    private readonly EvidenceReader _evidence;
    private readonly TextCache _texts = new();
    private readonly RecordedDecision _recorded;
    private readonly DraftReader _drafts;
    private readonly FeatureObjection _objection;
    private readonly FeatureRoom _featureRoom = new();
    private readonly DecisionRoom _decisionRoom = new();
    private readonly StepClock? _clock;
    private (string Id, string Version, BasisPoints? LossGivenDefault) _strategy = ("", "", null);

    /// <param name="result">Takes what it has found.</param>
    /// <param name="clock">Learns how long each step takes; null where nobody asks.</param>
    public BacktestWorker(BacktestJob job, Action<BacktestWorker> result, StepClock? clock = null)
    {
        (_job, _result, _clock) = (job, result, clock);
        _evidence = job.Evidence.Reader();
        _recorded = new RecordedDecision(_texts);
        _drafts = new DraftReader(_texts, job.Candidate.Catalog);
        _objection = job.Candidate.Catalog.Objection;
        Tally = new BacktestTally(job.Candidate, job.Segmentations);
    }

    public BacktestTally Tally { get; }

    public OutcomeTally Outcomes { get; } = new();

    /// <summary>Recorded decisions by strategies that are not loaded: the candidate's loss given default stands in.</summary>
    public long LossAssumed { get; private set; }

    public void Add(in ScannedDecision entry)
    {
        _clock?.Mark(Step.Read);
        try
        {
            Compare(entry);
        }
        // One record that cannot be read must not end a run over a million others; it is told by its cause.
        catch (KeyDestroyedException)
        {
            Tally.AddUndecided("the evidence cannot be opened: it was erased with its borrower's key, or changed");
        }
        catch (CryptographicException)
        {
            Tally.AddUndecided("the evidence cannot be opened: it was changed, or its key is not among those given");
        }
        catch (InvalidDataException)
        {
            Tally.AddUndecided("the record cannot be read");
        }
    }

    public void Merge() => _result(this);

    public void Dispose() => _evidence.Dispose();

    private void Compare(in ScannedDecision entry)
    {
        ReadOnlySpan<byte> opened = _evidence.Open(entry.Evidence, entry.BorrowerKey, entry.DecisionId);
        _clock?.Mark(Step.Open);
        ApplicationDraft draft = _drafts.Read(opened, out Facts facts);
        _clock?.Mark(Step.Parse);
        Application? application = Application.TryCreate(draft, _objection, entry.DecidedAt, out IReadOnlyList<FieldError> errors, _featureRoom);
        _clock?.Mark(Step.Check);
        if (application is null)
        {
            Tally.AddUndecided($"not acceptable any more: {Numbers().Replace($"{errors[0].Field} {errors[0].Description}", "#")}");
            return;
        }
        Decision candidate = DecisionPipeline.DecideToCount(application, facts, _job.Candidate, entry.DecidedAt, _decisionRoom);
        _clock?.Mark(Step.Decide);
        Count(entry, application, facts, candidate);
        _clock?.Mark(Step.Tally);
    }

    private void Count(in ScannedDecision entry, Application application, Facts facts, Decision candidate)
    {
        _recorded.Read(entry.Summary);
        Verdict recorded = _recorded.Verdict(LossGivenDefaultOf(entry));
        bool? bad = Outcomes.Match(_job.Outcomes.Find(entry), entry.DecidedAt);
        Tally.Add(new BacktestSample(application, facts, recorded, _recorded.Reasons, _recorded.Degraded, candidate, bad));
    }

    private BasisPoints LossGivenDefaultOf(in ScannedDecision entry)
    {
        string id = _texts.Of(entry.StrategyId), version = _texts.Of(entry.StrategyVersion);
        // Decisions of one strategy follow each other for days.
        if (!ReferenceEquals(_strategy.Id, id) || !ReferenceEquals(_strategy.Version, version))
            _strategy = (id, version, _job.LossGivenDefaultOf(id, version));
        if (_strategy.LossGivenDefault is null) LossAssumed++;
        return _strategy.LossGivenDefault ?? _job.Candidate.Pricing.LossGivenDefault;
    }

    // Causes are counted, so they must be few: numbers in them would make each its own.
    [GeneratedRegex(@"[0-9][0-9.,:]*")]
    private static partial Regex Numbers();
}
