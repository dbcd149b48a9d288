using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger;

/// <summary>The embedded ledger: one SQLite file (WAL, synchronous=FULL), one writer, many readers, one process.</summary>
internal sealed class SqliteLedger : ILedgerStore
{
    private readonly SqliteFile _file;
    private readonly SqliteReads _reads;
    private readonly SqliteWriter _writer;
    private readonly SqliteAnchors _anchors;
    private int _disposed;

    /// <exception cref="Hosting.StartRefusedException">The file cannot be served.</exception>
    public SqliteLedger(LedgerOptions options, ChainMaker chains, LedgerLog log)
        : this(SqliteFile.Open(options.Path), options, chains, log)
    {
    }

    /// <param name="file">Closed with the ledger.</param>
    public SqliteLedger(SqliteFile file, LedgerOptions options, ChainMaker chains, LedgerLog log)
    {
        _file = file;
        _reads = new SqliteReads(_file);
        ChainWriter chain = chains.Begin();
        _anchors = new SqliteAnchors(_file, new OwnChains([chain]), chains.Seal);
        _writer = new SqliteWriter(() => new SqliteWriteSession(_file.Connect()), options, chain, log);
    }

    public int Waiting => _writer.Waiting;

    public void Bind(byte[] keyFingerprint) => _file.Bind(keyFingerprint);

    public ValueTask<Standing> ReadAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        ValueTask.FromResult(_reads.Standing(clientId, applicationId, borrower));

    public ValueTask<Standing> ExpectAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        ReadAsync(clientId, applicationId, borrower, cancellation);

    public async ValueTask<CommitResult> CommitAsync(PendingDecision pending, CancellationToken cancellation) =>
        await _writer.Enqueue(pending, cancellation);

    public ValueTask<LedgerEntry?> GetAsync(Guid decisionId, CancellationToken cancellation) => ValueTask.FromResult(_reads.Get(decisionId));

    public ValueTask<LedgerEntry?> FindAsync(string clientId, string applicationId, CancellationToken cancellation) =>
        ValueTask.FromResult(_reads.Find(clientId, applicationId));

    public ValueTask<LedgerPage> ListAsync(LedgerQuery query, CancellationToken cancellation) => ValueTask.FromResult(_reads.List(query));

    public ValueTask<long> CountAsync(LedgerQuery query, CancellationToken cancellation) => ValueTask.FromResult(_reads.Count(query));

    // The session that writes is open and prepared from the start.
    public ValueTask RehearseAsync(PendingDecision pending, CancellationToken cancellation) => ValueTask.CompletedTask;

    public async ValueTask KeepAsync(IReadOnlyList<ShadowRecord> records) => await _writer.Enqueue(records);

    public ValueTask<IReadOnlyList<ShadowRecord>> OfAsync(Guid decisionId, CancellationToken cancellation) =>
        ValueTask.FromResult(_reads.ShadowsOf(decisionId));

    public ScanExtent Measure(ScanQuery query) => _reads.Measure(query);

    public void Scan(ScanQuery query, long first, long last, ScanVisitor visit) => _reads.Scan(query, first, last, visit);

    public StoredAnchor? AddAnchor(DateTimeOffset madeAt, bool isWhole) => _anchors.Add(madeAt, isWhole);

    public IAuditView OpenAudit() => SqliteReads.InStore(() => new SqliteAuditView(_file));

    public ValueTask CheckAsync(CancellationToken cancellation)
    {
        _writer.Check();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        // It is known under two names, and the container lets go of each.
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        // The writer's connection goes last: only it may fold the write-ahead log back into the file.
        _reads.Dispose();
        _writer.Dispose();
        _file.Dispose();
    }
}
