using System.Collections.Concurrent;
using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// Reads beside the writer: in WAL mode they neither wait for it nor hold it up. SQLite reads are synchronous and short, so they run on
/// the caller's thread; each uses a connection of its own from a small pool.
/// </summary>
internal sealed class SqliteReads(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteReadSession> _idle = [];
    private volatile bool _closed;

    public Standing Standing(string clientId, string applicationId, BorrowerToken borrower) =>
        With(session => new Standing(session.Find(clientId, applicationId), session.ExposureOf(borrower)));

    public LedgerEntry? Get(Guid decisionId) => With(session => session.Get(decisionId));

    public LedgerEntry? Find(string clientId, string applicationId) => With(session => session.Find(clientId, applicationId));

    public IReadOnlyList<ShadowRecord> ShadowsOf(Guid decisionId) => With(session => session.ShadowsOf(decisionId));

    public LedgerPage List(LedgerQuery query) => With(session => session.List(query));

    public long Count(LedgerQuery query) => With(session => session.Count(query));

    public ScanExtent Measure(ScanQuery query) => With(session => session.Measure(query));

    public void Scan(ScanQuery query, long first, long last, ScanVisitor visit) => With(session =>
    {
        session.Scan(query, first, last, visit);
        return true;
    });

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out SqliteReadSession? session)) session.Dispose();
    }

    /// <summary>Turns the store's failures into the ledger's.</summary>
    public static T InStore<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException problem)
        {
            throw new LedgerUnavailableException("The store cannot be read.", problem);
        }
    }

    private T With<T>(Func<SqliteReadSession, T> read)
    {
        SqliteReadSession? session = null;
        try
        {
            if (!_idle.TryTake(out session)) session = new SqliteReadSession(file.Connect(readOnly: true));
            T result = read(session);
            Return(session);
            return result;
        }
        catch (Exception problem)
        {
            // A session that failed may hold a broken connection; it is not used again.
            session?.Dispose();
            if (problem is SqliteException) throw new LedgerUnavailableException("The store cannot be read.", problem);
            throw;
        }
    }

    // Looks after it is back whether the pool was closed meanwhile: nobody else would empty it then.
    private void Return(SqliteReadSession session)
    {
        _idle.Add(session);
        if (_closed) Dispose();
    }
}
