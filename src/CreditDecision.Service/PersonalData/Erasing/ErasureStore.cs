using System.Data;
using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erasing in a database: statements that both stores understand alike, but for a few words.</summary>
internal abstract class ErasureStore : IErasureStore
{
    public const string Columns = "number, borrower, key_id, erased_at, detail, previous, digest, seal";

    // Those who have a key, and those of whom only risk data was put.
    private const string After = """
        (SELECT borrower FROM (SELECT borrower FROM borrower_keys WHERE borrower > $1 ORDER BY borrower LIMIT $2) AS with_key
          UNION SELECT borrower FROM (SELECT borrower FROM stored_features WHERE borrower > $1 ORDER BY borrower LIMIT $2) AS with_features
          ORDER BY borrower LIMIT $2)
        """;

    /// <summary>Run first in a transaction that erases, of a borrower $1: no other erasure comes between, and no decision of the borrower.</summary>
    protected abstract IReadOnlyList<string> Locks { get; }

    /// <summary>A moment, or a day of Beijing, in microseconds since 1970 UTC.</summary>
    protected abstract string Microseconds(string column);

    protected abstract string MicrosecondsOfDay(string column);

    /// <summary>Whether the first byte of a column is a number.</summary>
    protected abstract string StartsWith(string column, byte first);

    protected abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellation);

    protected abstract DbCommand Command(DbConnection connection, string sql, object[] values);

    public ValueTask<ErasureOutcome> EraseAsync(ErasureOrder order, CancellationToken cancellation) => InStoreAsync(async () =>
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.Unspecified, cancellation);
        var session = new Session(this, connection, transaction, cancellation);
        byte[] token = order.Borrower.ToArray();
        foreach (string hold in Locks) await session.RunAsync(hold, token);
        KnownBorrower known = (await session.ReadAsync(Known("(SELECT $1 AS borrower)"), ReadKnown, token))[0];
        if (!known.HasAny)
        {
            // Nothing was recorded since it was erased last, if it ever was.
            List<StoredErasure> before = await session.ReadAsync($"SELECT {Columns} FROM erasures WHERE borrower = $1 ORDER BY number DESC LIMIT 1", Read, token);
            return before.Count == 0 ? ErasureOutcome.Unknown : new ErasureOutcome(before[0], [], null);
        }
        IReadOnlyList<RetentionRefusal> refused = order.Judge(known.History);
        if (refused.Count > 0) return new ErasureOutcome(null, refused, null);
        StoredFeaturesBlob? features = await session.TakeAwayAsync(token, order.EmptyFeatures);
        List<StoredErasure> last = await session.ReadAsync($"SELECT {Columns} FROM erasures ORDER BY number DESC LIMIT 1", Read);
        StoredErasure proof = order.Prove(last.Count == 0 ? null : last[0], known);
        await session.RunAsync($"INSERT INTO erasures({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", Values(proof));
        await transaction.CommitAsync(cancellation);
        return new ErasureOutcome(proof, [], features);
    });

    public ValueTask<IReadOnlyList<KnownBorrower>> AfterAsync(byte[] token, int most, CancellationToken cancellation) => OneReadAsync(
        Known(After) + " ORDER BY b.borrower", ReadKnown, cancellation, token, most);

    public ValueTask<IReadOnlyList<StoredErasure>> ListAsync(long before, int most, CancellationToken cancellation) =>
        OneReadAsync($"SELECT {Columns} FROM erasures WHERE number < $1 ORDER BY number DESC LIMIT $2", Read, cancellation, before, most);

    public async ValueTask<bool> WasDestroyedAsync(BorrowerToken borrower, ReadOnlyMemory<byte> keyId, CancellationToken cancellation) =>
        (await OneReadAsync("SELECT 1 FROM erasures WHERE borrower = $1 AND key_id = $2", _ => true, cancellation, borrower.ToArray(), keyId.ToArray())).Count > 0;

    /// <param name="row">Of <see cref="Columns"/>.</param>
    public static StoredErasure Read(DbDataReader row) => new(
        new Erasure(
            row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? [] : row.GetFieldValue<byte[]>(2), SqliteRows.FromMicroseconds(row.GetInt64(3)),
            row.GetFieldValue<byte[]>(4), new Digest(row.GetFieldValue<byte[]>(5))),
        new Digest(row.GetFieldValue<byte[]>(6)),
        row.GetFieldValue<byte[]>(7));

    private static object[] Values(StoredErasure proof)
    {
        Erasure erasure = proof.Erasure;
        return
        [
            erasure.Number, erasure.Borrower.ToArray(), erasure.KeyId.IsEmpty ? DBNull.Value : erasure.KeyId.ToArray(), SqliteRows.ToMicroseconds(erasure.ErasedAt),
            erasure.Detail.ToArray(), erasure.Previous.ToArray(), proof.Digest.ToArray(), proof.Seal.ToArray(),
        ];
    }

    // A loan's status 6 is settled, 7 cancelled. What was put of a loan of a month that is kept elsewhere still counts.
    private string Known(string borrowers) => $"""
        SELECT b.borrower,
          (SELECT count(*) FROM decisions d WHERE d.borrower = b.borrower),
          (SELECT count(*) FROM decisions d LEFT JOIN loan_performance p ON p.decision_id = d.decision_id
            WHERE d.borrower = b.borrower AND d.reserved_fen > 0 AND coalesce(p.status, 0) NOT IN (6, 7)),
          (SELECT count(*) FROM decisions d WHERE d.borrower = b.borrower AND {StartsWith("d.evidence", 1)}),
          (SELECT count(*) FROM risk_records r WHERE r.borrower = b.borrower),
          (SELECT {Microseconds("max(d.decided_at)")} FROM decisions d WHERE d.borrower = b.borrower),
          (SELECT {Microseconds("max(r.put_at)")} FROM risk_records r WHERE r.borrower = b.borrower),
          (SELECT {MicrosecondsOfDay("max(coalesce(p.settled_on, p.cancelled_on, p.as_of))")} FROM loan_performance p WHERE p.borrower = b.borrower),
          (SELECT k.sealed_key FROM borrower_keys k WHERE k.borrower = b.borrower)
        FROM {borrowers} AS b
        """;

    private static KnownBorrower ReadKnown(DbDataReader row)
    {
        long? last = null;
        for (int column = 5; column <= 7; column++)
            if (!row.IsDBNull(column)) last = Math.Max(last ?? long.MinValue, row.GetInt64(column));
        var history = new BorrowerHistory(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), last is { } at ? SqliteRows.FromMicroseconds(at) : null);
        return new KnownBorrower(new BorrowerToken(row.GetFieldValue<byte[]>(0)), history, row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8));
    }

    private ValueTask<IReadOnlyList<T>> OneReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values) =>
        InStoreAsync<IReadOnlyList<T>>(async () =>
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            return await new Session(this, connection, null, cancellation).ReadAsync(sql, read, values);
        });

    private static async ValueTask<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException problem)
        {
            throw new LedgerUnavailableException("The log of erasures cannot be read or written.", problem);
        }
    }

    private sealed class Session(ErasureStore store, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        public async Task RunAsync(string sql, params object[] values)
        {
            await using DbCommand command = Command(sql, values);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, params object[] values)
        {
            await using DbCommand command = Command(sql, values);
            await using DbDataReader rows = await command.ExecuteReaderAsync(cancellation);
            var found = new List<T>();
            while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
            return found;
        }

        // Features go on by version, so that no cache takes what it remembers for newer than nothing.
        public async Task<StoredFeaturesBlob?> TakeAwayAsync(byte[] token, Func<byte[]> emptyFeatures)
        {
            await RunAsync("DELETE FROM borrower_keys WHERE borrower = $1", token);
            await RunAsync("DELETE FROM risk_records WHERE borrower = $1", token);
            List<long> version = await ReadAsync("SELECT version FROM stored_features WHERE borrower = $1", row => row.GetInt64(0), token);
            if (version.Count == 0) return null;
            var features = new StoredFeaturesBlob(version[0] + 1, emptyFeatures());
            await RunAsync("UPDATE stored_features SET version = $2, features = $3 WHERE borrower = $1", token, features.Version, features.Sealed);
            return features;
        }

        private DbCommand Command(string sql, object[] values)
        {
            DbCommand command = store.Command(connection, sql, values);
            command.Transaction = transaction;
            return command;
        }
    }
}
