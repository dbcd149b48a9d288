using CreditDecision.Service.Gathering;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>How often Redis is asked while it does not answer, and when it does again.</summary>
[Trait("Fault", "redis")]
public sealed class RedisGuardTests
{
    private static readonly CacheOptions Options = new() { FewestCalls = 4, PauseMilliseconds = 1_000, TimeoutMilliseconds = 50 };

    private readonly FakeTimeProvider _time = new();
    private readonly RedisGuard _guard;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private int _asked;

    public RedisGuardTests() => _guard = new RedisGuard(Options, new GatheringLog(NullLogger<GatheringLog>.Instance), _time);

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_given_up()
    {
        var answer = new TaskCompletionSource<string>();
        ValueTask<Outcome<string>> asking = AskAsync(answer.Task);
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(Options.TimeoutMilliseconds));
        Assert.IsType<TimeoutRejectedException>((await asking).Exception);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_no_fault_of_redis()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        for (int i = 0; i < 2 * Options.FewestCalls; i++)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guard.AskAsync(() => new TaskCompletionSource<string>().Task, caller.Token).AsTask());
        Assert.Equal("there", (await AskAsync(Task.FromResult("there"))).Result);
    }

    [Fact]
    public async Task While_it_is_left_alone_nobody_asks_and_after_that_one_of_a_burst_does()
    {
        await FailAsync();
        int before = _asked;
        foreach (Outcome<string> without in await BurstAsync(Task.FromResult("not asked"))) Assert.IsType<BrokenCircuitException>(without.Exception);
        Assert.Equal(before, _asked);

        _time.Advance(TimeSpan.FromMilliseconds(Options.PauseMilliseconds));
        var back = new TaskCompletionSource<string>();
        ValueTask<Outcome<string>> looking = AskAsync(back.Task);
        foreach (Outcome<string> without in await BurstAsync(back.Task)) Assert.IsType<BrokenCircuitException>(without.Exception);
        Assert.Equal(before + 1, _asked);

        back.SetResult("there");
        Assert.Equal("there", (await looking).Result);
        Assert.All(await BurstAsync(Task.FromResult("there")), answer => Assert.Equal("there", answer.Result));
    }

    [Fact]
    public async Task Where_the_one_that_looks_fails_it_is_left_alone_again()
    {
        await FailAsync();
        _time.Advance(TimeSpan.FromMilliseconds(Options.PauseMilliseconds));
        Assert.IsType<IOException>((await AskAsync(Task.FromException<string>(new IOException()))).Exception);
        int before = _asked;
        foreach (Outcome<string> without in await BurstAsync(Task.FromResult("not asked"))) Assert.IsType<BrokenCircuitException>(without.Exception);
        Assert.Equal(before, _asked);
    }

    private async Task FailAsync()
    {
        for (int i = 0; i < Options.FewestCalls; i++) Assert.IsType<IOException>((await AskAsync(Task.FromException<string>(new IOException()))).Exception);
    }

    private Task<Outcome<string>[]> BurstAsync(Task<string> answer) =>
        Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => AskAsync(answer).AsTask())));

    private ValueTask<Outcome<string>> AskAsync(Task<string> answer) => _guard.AskAsync(
        () =>
        {
            Interlocked.Increment(ref _asked);
            return answer;
        },
        _cancellation);
}
