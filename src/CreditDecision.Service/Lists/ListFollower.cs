namespace CreditDecision.Service.Lists;

/// <summary>Brings the book up to the log, whoever asks for it; one at a time.</summary>
internal sealed class ListFollower(IListLog log, ListBook book) : IDisposable
{
    private const int PageLength = 10_000;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>When it returns, the book has every event that was kept before the call.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The log cannot be read.</exception>
    public async ValueTask FollowAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<ListEvent> events;
            do
            {
                events = await log.AfterAsync(book.Last, PageLength, cancellation);
                foreach (ListEvent next in events) book.Apply(next);
            }
            while (events.Count == PageLength);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
