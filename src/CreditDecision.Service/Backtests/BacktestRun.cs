using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Backtests;

/// <summary>What a run has found, all workers together.</summary>
internal sealed record BacktestResult(BacktestTally Tally, OutcomeTally Outcomes, long LossAssumed);

/// <summary>The part of a back-test that waits.</summary>
internal sealed class BacktestRun(BacktestJob job, IDecisionLedger ledger)
{
    private readonly LedgerSweep _sweep = new(ledger, job.Query with { NamesApplications = job.Outcomes.NamesApplications }, "back-test", job.Parallelism);
    private readonly BacktestResult _result = new(new BacktestTally(job.Candidate, job.Segmentations), new OutcomeTally(), 0);
    private long _lossAssumed;

    /// <summary>Decisions looked at so far.</summary>
    public long Done => _sweep.Done;

    /// <summary>Decisions to look at; known once <see cref="Start"/> was called.</summary>
    public long Total => _sweep.Total;

    /// <summary>For the benchmark, which asks where the time goes.</summary>
    public Func<StepClock?> Clock { get; init; } = () => null;

    /// <summary>Fixes which decisions are looked at and starts to.</summary>
    /// <returns>Ends with the first failure of a worker, or cancelled, only after every worker has ended.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public Task<BacktestResult> Start(CancellationToken cancellation) => FinishAsync(_sweep.Start(() => new BacktestWorker(job, Take, Clock()), cancellation));

    private async Task<BacktestResult> FinishAsync(Task sweep)
    {
        await sweep;
        return _result with { LossAssumed = _lossAssumed };
    }

    private void Take(BacktestWorker worker)
    {
        _result.Tally.Add(worker.Tally);
        _result.Outcomes.Add(worker.Outcomes);
        _lossAssumed += worker.LossAssumed;
    }
}
