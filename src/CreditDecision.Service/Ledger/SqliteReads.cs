using System.Collections.Concurrent;
using System.Text;
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

    public LedgerPage List(LedgerQuery query) => With(session => session.List(query));

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out SqliteReadSession? session)) session.Dispose();
    }

    private T With<T>(Func<SqliteReadSession, T> read)
    {
        SqliteReadSession? session = null;
        try
        {
            if (!_idle.TryTake(out session)) session = new SqliteReadSession(file.Connect(readOnly: true));
            T result = read(session);
            if (_closed) session.Dispose();
            else _idle.Add(session);
            return result;
        }
        catch (SqliteException problem)
        {
            // A session that failed may hold a broken connection; it is not used again.
            session?.Dispose();
            throw new LedgerUnavailableException("The store cannot be read.", problem);
        }
    }
}

/// <summary>One read connection with its prepared statements; used by one caller at a time.</summary>
internal sealed class SqliteReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _byId;
    private readonly SqliteCommand _byApplication;
    private readonly SqliteCommand _exposure;

    public SqliteReadSession(SqliteConnection connection)
    {
        _connection = connection;
        _byId = Command($"SELECT {SqliteRows.Columns} FROM decisions WHERE decision_id = $1", 1);
        _byApplication = Command($"SELECT {SqliteRows.Columns} FROM decisions WHERE client_id = $1 AND application_id = $2", 2);
        _exposure = Command("SELECT reserved_fen FROM exposures WHERE borrower = $1", 1);
    }

    public LedgerEntry? Get(Guid decisionId)
    {
        _byId.Parameters[0].Value = SqliteRows.Id(decisionId);
        return SqliteRows.ReadOne(_byId);
    }

    public LedgerEntry? Find(string clientId, string applicationId)
    {
        _byApplication.Parameters[0].Value = clientId;
        _byApplication.Parameters[1].Value = applicationId;
        return SqliteRows.ReadOne(_byApplication);
    }

    public Exposure ExposureOf(BorrowerToken borrower)
    {
        _exposure.Parameters[0].Value = borrower.ToArray();
        return new Exposure(_exposure.ExecuteScalar() is long reserved ? reserved : 0);
    }

    public LedgerPage List(LedgerQuery query)
    {
        using SqliteCommand command = _connection.CreateCommand();
        var sql = new StringBuilder($"SELECT {SqliteRows.Columns} FROM decisions WHERE 1 = 1");
        void Where(string condition, string name, object? value)
        {
            if (value is null) return;
            sql.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }
        Where("borrower = $borrower", "$borrower", query.Borrower?.ToArray());
        Where("client_id = $client", "$client", query.ClientId);
        Where("application_id = $application", "$application", query.ApplicationId);
        Where("decided_at >= $from", "$from", query.DecidedFrom is { } from ? SqliteRows.ToMicroseconds(from) : null);
        Where("decided_at < $until", "$until", query.DecidedBefore is { } until ? SqliteRows.ToMicroseconds(until) : null);
        Where("outcome = $outcome", "$outcome", query.Outcome);
        Where("product = $product", "$product", query.Product);
        Where("(decided_at, sequence) < ($at, $sequence)", "$at", query.Before?.DecidedAtMicroseconds);
        if (query.Before is { } before) command.Parameters.AddWithValue("$sequence", before.Sequence);
        sql.Append(" ORDER BY decided_at DESC, sequence DESC LIMIT $count");
        // One more than the page tells whether there is a next one.
        command.Parameters.AddWithValue("$count", query.Count + 1);
        command.CommandText = sql.ToString();
        return ReadPage(command, query.Count);
    }

    public void Dispose()
    {
        _byId.Dispose();
        _byApplication.Dispose();
        _exposure.Dispose();
        _connection.Dispose();
    }

    private static LedgerPage ReadPage(SqliteCommand command, int count)
    {
        var entries = new List<LedgerEntry>(count);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (entries.Count == count)
            {
                LedgerEntry last = entries[^1];
                return new LedgerPage(entries, new LedgerPosition(SqliteRows.ToMicroseconds(last.DecidedAt), last.Sequence));
            }
            entries.Add(SqliteRows.Read(rows));
        }
        return new LedgerPage(entries, null);
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++) command.Parameters.AddWithValue($"${i}", DBNull.Value);
        command.Prepare();
        return command;
    }
}
