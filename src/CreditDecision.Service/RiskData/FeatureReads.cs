using System.Collections.Concurrent;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.RiskData;

/// <summary>
/// Reads what was put from the store for decisions that found nothing cached. Of one borrower once at a time, however many ask; of all together
/// so few at a time that commits go on when a cache comes back empty; and not at all, but for a look each second, while nothing was ever put.
/// What was read is cached for the others. A decision may share a reading that began before it did: with a cache that is there it is asked only
/// where nothing was cached then, and without one what another replica put in that moment counts from the next reading on.
/// </summary>
internal sealed class FeatureReads(IRiskDataStore store, IFeatureCache cache, TimeProvider time) : IDisposable
{
    // Half of the connections that a replica has by default, of which the commits need the others.
    private const int MostAtOnce = 12;

    private static readonly TimeSpan BetweenAsking = TimeSpan.FromSeconds(1);

    // As long as a statement may take: who waits longer gets no better answer.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<BorrowerToken, TaskCompletionSource<StoredFeaturesBlob>> _reading = new();
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private volatile bool _hasAny;
    private long _askedAt = long.MinValue;

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<StoredFeaturesBlob> ReadAsync(BorrowerToken borrower, CancellationToken cancellation)
    {
        if (!_hasAny && !await AskAsync(cancellation)) return StoredFeaturesBlob.None;
        var own = new TaskCompletionSource<StoredFeaturesBlob>(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<StoredFeaturesBlob> reading = _reading.GetOrAdd(borrower, own);
        // It serves all who ask, so it goes on when the first of them gives up.
        if (reading == own) _ = ReadForAllAsync(borrower, own);
        return await reading.Task.WaitAsync(cancellation);
    }

    /// <summary>Something was put and committed here. When it returns, decisions that begin on any replica use it, as <see cref="IFeatureCache"/> is there.</summary>
    public async ValueTask WerePutAsync(IReadOnlyList<StoredFeaturesChange> changes)
    {
        _hasAny = true;
        // Whoever comes now must not be told what was read before.
        foreach (StoredFeaturesChange change in changes) _reading.TryRemove(change.Borrower, out _);
        await cache.RememberAsync([.. changes.Select(change => (change.Borrower, change.After))]);
    }

    public void Dispose() => _turns.Dispose();

    private async Task ReadForAllAsync(BorrowerToken borrower, TaskCompletionSource<StoredFeaturesBlob> reading)
    {
        try
        {
            StoredFeaturesBlob blob = await ReadInTurnAsync(borrower);
            _reading.TryRemove(new(borrower, reading));
            reading.SetResult(blob);
            await cache.RememberAsync([(borrower, blob)]);
        }
        catch (Exception problem)
        {
            _reading.TryRemove(new(borrower, reading));
            reading.TrySetException(problem);
        }
    }

    private async Task<StoredFeaturesBlob> ReadInTurnAsync(BorrowerToken borrower)
    {
        if (!await _turns.WaitAsync(LongestTurn)) throw new LedgerUnavailableException("Too many wait to read risk data.");
        try
        {
            return await store.ReadFeaturesAsync(borrower, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async ValueTask<bool> AskAsync(CancellationToken cancellation)
    {
        long askedAt = Interlocked.Read(ref _askedAt), now = time.GetTimestamp();
        if (askedAt != long.MinValue && time.GetElapsedTime(askedAt, now) < BetweenAsking) return false;
        bool hasAny = await store.HasAnyAsync(cancellation);
        if (hasAny) _hasAny = true;
        Interlocked.Exchange(ref _askedAt, now);
        return hasAny;
    }
}
