namespace CreditDecision.Service.Strategies.Following;

/// <summary>The log of a process that shares its store with nobody: it begins anew with each start, by what the folder holds.</summary>
internal sealed class OwnContentEvents(TimeProvider time) : IContentEvents
{
    private readonly Lock _gate = new();
    private ContentEvent? _last;

    public ValueTask<ContentEvent?> LastAsync(CancellationToken cancellation)
    {
        lock (_gate) return ValueTask.FromResult(_last);
    }

    public ValueTask<ContentEvent?> AppendAsync(long after, string sha256, string by, bool wentBack, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return ValueTask.FromResult((_last?.Number ?? 0) == after ? _last = new ContentEvent(after + 1, sha256, by, wentBack, time.GetUtcNow()) : null);
        }
    }

    public Task WaitAsync(TimeSpan most, CancellationToken cancellation) => Task.Delay(most, time, cancellation);
}
