using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Replays;

/// <summary>Takes orders for replays. A period is replayed by one caller at a time: it takes processors that live traffic could use.</summary>
internal sealed class ReplayDesk(IDecisionLedger ledger, DecisionQueries queries, ContentBooks books, EvidenceOpening evidences, ReplayOptions options, ReplayLog log, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="RpcException">The request cannot be accepted, there is no such decision, or another run is going on.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async Task ReplayAsync(ReplayRequest request, Func<ReplayProgress, Task> tell, CancellationToken cancellation)
    {
        ReplayOrder order = ReplayOrder.Read(request, options.MostParallel, time.GetUtcNow());
        var run = new ReplayRun(ledger, new Replayer(books, evidences, order.Form, log), time, tell);
        if (order.One is { } one) await run.RunAsync(await queries.EntryAsync(one, cancellation), cancellation);
        else await ReplayPeriodAsync(run, order, cancellation);
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReplayPeriodAsync(ReplayRun run, ReplayOrder order, CancellationToken cancellation)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellation))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Another replay of a period is running; one runs at a time."));
        try
        {
            ReplayProgress last = await run.RunAsync(order, cancellation);
            if (last.Identical < last.Done) log.Found(last.Done, last.Differing, last.NotReplayed);
        }
        finally
        {
            _turn.Release();
        }
    }
}
