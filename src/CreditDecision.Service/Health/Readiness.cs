using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies.Following;

namespace CreditDecision.Service.Health;

/// <summary>Why no applications are to be sent here.</summary>
[Flags]
internal enum Unready
{
    None = 0,
    /// <summary>The store does not answer, or would not commit.</summary>
    Store = 1,
    /// <summary>It was not seen for too long what may decide.</summary>
    Content = 2,
    /// <summary>As many decisions wait as may.</summary>
    Queue = 4,
}

/// <summary>
/// Whether an application that came now could be decided and recorded. What serves was read before the door opened. Redis is not asked after:
/// decisions go on without it, and say so.
/// </summary>
internal sealed class Readiness(ILedgerStore store, LedgerOptions options, ContentLease lease)
{
    // Longer than a busy store takes, and as long as a caller would wait to connect.
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Unready> LookAsync(CancellationToken cancellation)
    {
        Unready reasons = lease.IsHeld ? Unready.None : Unready.Content;
        if (store.Waiting >= options.QueueLength) reasons |= Unready.Queue;
        return await CommitsAsync(cancellation) ? reasons : reasons | Unready.Store;
    }

    private async Task<bool> CommitsAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StoreLimit);
        try
        {
            await store.CheckAsync(limit.Token);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it is, it would meet the next application too.
            return false;
        }
    }
}
