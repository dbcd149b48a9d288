using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Replicas;

/// <summary>Services on one store behind one balancer: whoever calls gets one of those that are there.</summary>
internal sealed class ReplicaSet(Func<Task<RunningService>> start) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RunningService> _all = [];
    private RunningService[] _there = [];
    private int _turn;

    public async Task StartAsync(int count)
    {
        RunningService[] started = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => start()));
        lock (_gate)
        {
            _all.AddRange(started);
            _there = started;
        }
    }

    /// <summary>Round robin.</summary>
    public RunningService Next()
    {
        RunningService[] there = Volatile.Read(ref _there);
        return there[(uint)Interlocked.Increment(ref _turn) % (uint)there.Length];
    }

    /// <summary>Kills one of them, whose callers learn of it by their connections, and starts another in its place.</summary>
    public async Task KillOneAsync(int number)
    {
        RunningService killed;
        lock (_gate)
        {
            killed = _there[number % _there.Length];
            _there = [.. _there.Where(service => service != killed)];
        }
        await killed.KillAsync();
        RunningService started = await start();
        lock (_gate)
        {
            _all.Add(started);
            _there = [.. _there, started];
        }
    }

    // A killed one keeps its connections to the end, because callers may still be about to use them.
    public async ValueTask DisposeAsync()
    {
        foreach (RunningService service in _all) await service.DisposeAsync();
    }
}
