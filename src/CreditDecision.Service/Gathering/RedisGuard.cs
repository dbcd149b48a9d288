using Polly;
using Polly.CircuitBreaker;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// Stands between the decisions and Redis: an answer that does not come in time is given up, and after several of those Redis is left alone for
/// a while, so that decisions do not wait for it one by one. Then one call at a time looks whether it is back; the others go on without.
/// </summary>
internal sealed class RedisGuard
{
    private readonly ResiliencePipeline _pipeline;
    private readonly CircuitBreakerStateProvider _breaker = new();

    public RedisGuard(CacheOptions options, GatheringLog log, TimeProvider time)
    {
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                StateProvider = _breaker,
                FailureRatio = options.FailureShare,
                MinimumThroughput = options.FewestCalls,
                SamplingDuration = TimeSpan.FromSeconds(options.WatchedSeconds),
                BreakDuration = TimeSpan.FromMilliseconds(options.PauseMilliseconds),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is not null and not OperationCanceledException),
                OnOpened = opened =>
                {
                    log.Paused(opened.Outcome.Exception, options.PauseMilliseconds);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    log.Resumed();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(TimeSpan.FromMilliseconds(options.TimeoutMilliseconds))
            .Build();
    }

    public CircuitBreakerStateProvider Breaker => _breaker;

    /// <returns>An outcome without a result where Redis did not answer, or was not asked.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Outcome<T>> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            Outcome<T> outcome = await _pipeline.ExecuteOutcomeAsync(AnswerAsync, context, ask);
            cancellation.ThrowIfCancellationRequested();
            GatheringMetrics.Asked(outcome.Exception);
            return outcome;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<T>> AnswerAsync<T>(ResilienceContext context, Func<Task<T>> ask)
    {
        try
        {
            // The client itself waits for as long as it takes.
            return Outcome.FromResult(await ask().WaitAsync(context.CancellationToken));
        }
        catch (Exception problem)
        {
            return Outcome.FromException<T>(problem);
        }
    }
}
