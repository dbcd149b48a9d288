using System.Collections.Concurrent;
using System.Security.Cryptography;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using StackExchange.Redis;

namespace CreditDecision.Service.Tests.RiskData;

/// <summary>How often the store is read for decisions that found nothing cached, and what they and the cache get.</summary>
public sealed class FeatureReadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFile _file;
    private readonly HeldStore _store;
    private readonly WatchedCache _cache;
    private readonly FeatureReads _reads;
    private readonly RedisServer _redis;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private int _records;

    public FeatureReadsTests(RedisServer redis)
    {
        _redis = redis;
        _file = SqliteFile.Open(_folder.At("decisions.db"));
        _store = new HeldStore(new SqliteRiskData(_file));
        _cache = new WatchedCache(RedisStores.FeaturesOn(redis.ConnectionString, TimeSpan.FromMinutes(10)));
        _reads = new FeatureReads(_store, _cache, TimeProvider.System);
    }

    public void Dispose()
    {
        _reads.Dispose();
        _store.Dispose();
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task However_many_ask_for_a_borrower_while_it_is_read_it_is_read_once()
    {
        BorrowerToken borrower = await NewBorrowerAsync();
        _store.Hold();
        using var impatient = new CancellationTokenSource();
        ValueTask<StoredFeaturesBlob> first = _reads.ReadAsync(borrower, impatient.Token);
        await _store.ReachedAsync(1);
        // On this thread: each has joined when it returns.
        Task<StoredFeaturesBlob>[] joined = [.. Enumerable.Range(0, 64).Select(_ => ReadAsync(borrower))];
        // For whom it was begun need not wait for it.
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.AsTask());
        _store.Release();
        Assert.All(await Task.WhenAll(joined), blob => Assert.Equal(1, blob.Version));
        Assert.Equal(1, _store.Reads);
        // Nobody is told later what was read before.
        Assert.Equal((1, 2), ((await ReadAsync(borrower)).Version, _store.Reads));
    }

    [Fact]
    public async Task So_few_are_read_at_once_that_commits_go_on()
    {
        List<BorrowerToken> borrowers = [];
        for (int i = 0; i < 40; i++) borrowers.Add(await NewBorrowerAsync());
        _store.Hold();
        Task<StoredFeaturesBlob>[] asking = [.. borrowers.Select(ReadAsync)];
        await _store.ReachedAsync(12);
        Assert.Equal(12, _store.Reads);
        _store.Release();
        await Task.WhenAll(asking);
        Assert.Equal((40, 12), (_store.Reads, _store.MostAtOnce));
    }

    [Fact]
    public async Task What_was_read_before_a_put_neither_answers_who_comes_after_it_nor_replaces_it_in_the_cache()
    {
        BorrowerToken borrower = await NewBorrowerAsync();
        _store.Hold();
        Task<StoredFeaturesBlob> late = ReadAsync(borrower);
        await _store.ReachedAsync(1);
        await PutAsync(borrower, 1);
        Task<StoredFeaturesBlob> after = ReadAsync(borrower);
        await _store.ReachedAsync(2);
        _store.Release();
        Assert.Equal((1, 2), ((await late).Version, (await after).Version));
        // Two puts and two readings wrote to the cache, the late one after its answer.
        await _cache.ReachedAsync(4);
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        Assert.Equal(2, RedisFeatureCache.Read((byte[]?)await connection.GetDatabase().StringGetAsync(RedisFeatureCache.KeyOf(borrower)))!.Value.Version);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_told_to_all_who_ask_and_asked_again_by_the_next()
    {
        BorrowerToken borrower = await NewBorrowerAsync();
        _store.Hold();
        Task<StoredFeaturesBlob>[] asking = [.. Enumerable.Range(0, 3).Select(_ => ReadAsync(borrower))];
        await _store.ReachedAsync(1);
        _store.Release(new LedgerUnavailableException("gone"));
        foreach (Task<StoredFeaturesBlob> each in asking) await Assert.ThrowsAsync<LedgerUnavailableException>(() => each);
        Assert.Equal(1, (await ReadAsync(borrower)).Version);
    }

    private Task<StoredFeaturesBlob> ReadAsync(BorrowerToken borrower) => _reads.ReadAsync(borrower, _cancellation).AsTask();

    private async Task<BorrowerToken> NewBorrowerAsync()
    {
        var borrower = new BorrowerToken(RandomNumberGenerator.GetBytes(BorrowerToken.Length));
        await PutAsync(borrower, 0);
        return borrower;
    }

    private async Task PutAsync(BorrowerToken borrower, long before)
    {
        StoredFeaturesChange[] changes = [new(borrower, before, new StoredFeaturesBlob(before + 1, [1, 2, 3]))];
        Assert.True(await _store.PutAsync([new RiskRecordRow("c", $"r-{_records++}", borrower, DateTimeOffset.UnixEpoch, [1])], changes, _cancellation));
        await _reads.WerePutAsync(changes);
    }

    /// <summary>The real store, whose answers can be held back when they are there.</summary>
    private sealed class HeldStore(SqliteRiskData store) : IRiskDataStore, IDisposable
    {
        private readonly Reached _reached = new();
        private TaskCompletionSource? _held;
        private int _reads, _now, _mostAtOnce;

        public int Reads => _reads;

        public int MostAtOnce => _mostAtOnce;

        public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release(Exception? problem = null)
        {
            TaskCompletionSource held = _held!;
            _held = null;
            if (problem is null) held.SetResult();
            else held.SetException(problem);
        }

        public Task ReachedAsync(int reads) => _reached.Of(reads).Task;

        public async ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation)
        {
            StoredFeaturesBlob blob = await store.ReadFeaturesAsync(borrower, cancellation);
            int read = Interlocked.Increment(ref _reads), now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            TaskCompletionSource? held = _held;
            _reached.Of(read).TrySetResult();
            if (held is not null) await held.Task;
            Interlocked.Decrement(ref _now);
            return blob;
        }

        public ValueTask<bool> HasAnyAsync(CancellationToken cancellation) => store.HasAnyAsync(cancellation);

        public ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadFeaturesAsync(IReadOnlyCollection<BorrowerToken> borrowers, CancellationToken cancellation) =>
            store.ReadFeaturesAsync(borrowers, cancellation);

        public ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadNewestAsync(int mostRecords, CancellationToken cancellation) =>
            store.ReadNewestAsync(mostRecords, cancellation);

        public ValueTask<IReadOnlyDictionary<RiskRecordKey, byte[]>> FindRecordsAsync(IReadOnlyCollection<RiskRecordKey> keys, CancellationToken cancellation) =>
            store.FindRecordsAsync(keys, cancellation);

        public ValueTask<bool> PutAsync(IReadOnlyList<RiskRecordRow> records, IReadOnlyList<StoredFeaturesChange> changes, CancellationToken cancellation) =>
            store.PutAsync(records, changes, cancellation);

        public void Dispose() => store.Dispose();

        private void InterlockedMax(int now)
        {
            for (int most = _mostAtOnce; most < now && Interlocked.CompareExchange(ref _mostAtOnce, now, most) != most; most = _mostAtOnce) { }
        }
    }

    /// <summary>The real cache; tells when so many writings are done.</summary>
    private sealed class WatchedCache(IFeatureCache cache) : IFeatureCache
    {
        private readonly Reached _reached = new();
        private int _written;

        public Task ReachedAsync(int written) => _reached.Of(written).Task;

        public async ValueTask RememberAsync(IReadOnlyCollection<(BorrowerToken Borrower, StoredFeaturesBlob Features)> features)
        {
            await cache.RememberAsync(features);
            _reached.Of(Interlocked.Increment(ref _written)).TrySetResult();
        }
    }

    private sealed class Reached
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource> _sources = new();

        public TaskCompletionSource Of(int count) => _sources.GetOrAdd(count, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
