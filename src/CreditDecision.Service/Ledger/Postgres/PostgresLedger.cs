using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The ledger of production: one PostgreSQL database, any number of replicas.</summary>
internal sealed class PostgresLedger : ILedgerStore
{
    // Some tens of megabytes.
    private const int BorrowersExpected = 200_000;

    private readonly PostgresStore _store;
    private readonly PostgresReads _reads;
    private readonly PostgresCommit _commit;
    private readonly PostgresWriter _writer;
    private readonly PostgresAnchors _anchors;
    private readonly ExpectedExposures _expected = new(BorrowersExpected);
    private readonly ChainMaker _chains;
    private readonly int _writers;
    private int _disposed;

    /// <param name="store">Closed with the ledger.</param>
    public PostgresLedger(PostgresStore store, LedgerOptions options, ChainMaker chains, LedgerLog log)
    {
        (_store, _chains, _writers) = (store, chains, options.Writers);
        _reads = new PostgresReads(store.Source);
        ChainWriter[] own = [.. Enumerable.Range(0, options.Writers).Select(_ => chains.Begin())];
        _anchors = new PostgresAnchors(store.Source, new OwnChains(own), chains.Seal);
        _commit = new PostgresCommit(store.Commits, _expected, log);
        _writer = new PostgresWriter(_commit, options, own);
    }

    public int Waiting => _writer.Waiting;

    public void Bind(byte[] keyFingerprint) => _store.Bind(keyFingerprint);

    public async ValueTask<Standing> ReadAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        await _reads.StandingAsync(clientId, applicationId, borrower, cancellation);

    public ValueTask<Standing> ExpectAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        ValueTask.FromResult(new Standing(null, _expected.Of(borrower)));

    public async ValueTask<CommitResult> CommitAsync(PendingDecision pending, CancellationToken cancellation) => await _writer.Enqueue(pending, cancellation);

    public async ValueTask<LedgerEntry?> GetAsync(Guid decisionId, CancellationToken cancellation) => await _reads.GetAsync(decisionId, cancellation);

    public async ValueTask<LedgerEntry?> FindAsync(string clientId, string applicationId, CancellationToken cancellation) =>
        await _reads.FindAsync(clientId, applicationId, cancellation);

    public async ValueTask<LedgerPage> ListAsync(LedgerQuery query, CancellationToken cancellation) => await _reads.ListAsync(query, cancellation);

    public async ValueTask<long> CountAsync(LedgerQuery query, CancellationToken cancellation) => await _reads.CountAsync(query, cancellation);

    public async ValueTask RehearseAsync(PendingDecision pending, CancellationToken cancellation) => await PostgresReads.InStoreAsync(async () =>
    {
        await _commit.RehearseAsync(pending, _writers, _chains, cancellation);
        return true;
    });

    public async ValueTask KeepAsync(IReadOnlyList<ShadowRecord> records)
    {
        try
        {
            await PostgresShadows.KeepAsync(_store.Source, records);
        }
        catch (Exception problem) when (problem is NpgsqlException or ObjectDisposedException)
        {
            throw new LedgerUnavailableException("The store did not take the answers of shadows.", problem);
        }
    }

    public async ValueTask<IReadOnlyList<ShadowRecord>> OfAsync(Guid decisionId, CancellationToken cancellation) =>
        await PostgresReads.InStoreAsync(() => PostgresShadows.OfAsync(_store.Source, decisionId, cancellation));

    public ScanExtent Measure(ScanQuery query) => InStore(() => PostgresScan.Measure(_store.Source, query));

    public void Scan(ScanQuery query, long first, long last, ScanVisitor visit) => InStore(() =>
    {
        PostgresScan.Run(_store.Source, query, first, last, visit);
        return true;
    });

    public StoredAnchor? AddAnchor(DateTimeOffset madeAt, bool isWhole) => InStore(() => _anchors.Add(madeAt, isWhole));

    public IAuditView OpenAudit() => InStore(() => new PostgresAuditView(_store.Source));

    // A standby answers, and takes nothing.
    public async ValueTask CheckAsync(CancellationToken cancellation) => await PostgresReads.InStoreAsync(async () =>
    {
        await using NpgsqlCommand ask = _store.Source.CreateCommand("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean");
        return (bool)(await ask.ExecuteScalarAsync(cancellation))! ? throw new LedgerUnavailableException("The store only reads.") : true;
    });

    public void Dispose()
    {
        // It is known under two names, and the container lets go of each.
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _writer.Dispose();
        _store.Dispose();
    }

    private static T InStore<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The store cannot be read.", problem);
        }
    }
}
