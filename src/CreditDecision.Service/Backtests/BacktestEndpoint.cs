using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>The gRPC face of back-tests: takes the settings and outcomes, runs, and tells how far it has come.</summary>
internal sealed class BacktestEndpoint(IDecisionLedger ledger, EvidenceSeal seal, StrategyShelf shelf, TimeProvider time)
    : Wire.BacktestService.BacktestServiceBase
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(1);

    // Who has the turn keeps everybody else out, so it is not lent to a caller that went silent.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Two at a time would only halve each other's speed, and the room that live decisions have beside them.
    private int _running;

    public override async Task Backtest(
        IAsyncStreamReader<Wire.BacktestInput> requestStream, IServerStreamWriter<Wire.BacktestProgress> responseStream, ServerCallContext context)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Another back-test is running; one runs at a time."));
        try
        {
            BacktestJob job = await ReadAsync(requestStream, responseStream, context.CancellationToken);
            await RunAsync(job, responseStream, context.CancellationToken);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<BacktestJob> ReadAsync(
        IAsyncStreamReader<Wire.BacktestInput> requests, IServerStreamWriter<Wire.BacktestProgress> responses, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        // Whether the settings serve is told before the caller sends millions of outcomes.
        BacktestJob job = await NextAsync(requests, cancellation) && requests.Current.Settings is { } settings
            ? BacktestSettingsReader.Read(settings, shelf.Current, seal, errors) ?? throw Refusals.InvalidArgument(errors)
            : throw Refusals.InvalidArgument([new FieldError("settings", "must be the first message")]);
        await responses.WriteAsync(new Wire.BacktestProgress(), cancellation);
        while (await NextAsync(requests, cancellation))
        {
            if (requests.Current.Outcomes is { } outcomes) job.Outcomes.Add(outcomes, errors);
            else errors.Add(new FieldError("outcomes", "must be in every message after the first"));
            if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        }
        return job;
    }

    private async Task<bool> NextAsync(IAsyncStreamReader<Wire.BacktestInput> requests, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await requests.MoveNext(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new RpcException(new Status(
                StatusCode.DeadlineExceeded, $"Nothing was sent for {Patience.TotalSeconds} seconds, and nobody else can run a back-test meanwhile."));
        }
    }

    private async Task RunAsync(BacktestJob job, IServerStreamWriter<Wire.BacktestProgress> responses, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        var run = new BacktestRun(job, ledger);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<BacktestResult> running = run.Start(stop.Token);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(BetweenProgress, time, cancellation)) != running)
                await responses.WriteAsync(Progress(run, time.GetElapsedTime(start)), cancellation);
        }
        finally
        {
            // The turn is given up only when no thread of this run is left.
            await stop.CancelAsync();
            await Task.WhenAny(running);
        }
        BacktestResult result = await running;
        TimeSpan elapsed = time.GetElapsedTime(start);
        Wire.BacktestProgress last = Progress(run, elapsed);
        last.Report = BacktestTranslation.ToWire(job, result, run.Total, elapsed);
        await responses.WriteAsync(last, cancellation);
    }

    private static Wire.BacktestProgress Progress(BacktestRun run, TimeSpan elapsed)
    {
        long done = run.Done;
        return new Wire.BacktestProgress { Done = done, Total = run.Total, PerSecond = done / Math.Max(elapsed.TotalSeconds, 1e-9) };
    }
}
