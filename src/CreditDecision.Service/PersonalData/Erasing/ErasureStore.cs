using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erasing in a database: statements that both stores understand alike, but for a few words.</summary>
internal abstract class ErasureStore(StoreSessions sessions) : IErasureStore
{
    public const string Columns = "number, borrower, key_id, erased_at, detail, previous, digest, seal";

    // Those who have a key, and those of whom only risk data was put.
    private const string After = """
        (SELECT borrower FROM (SELECT borrower FROM borrower_keys WHERE borrower > $1 ORDER BY borrower LIMIT $2) AS with_key
          UNION SELECT borrower FROM (SELECT borrower FROM stored_features WHERE borrower > $1 ORDER BY borrower LIMIT $2) AS with_features
          ORDER BY borrower LIMIT $2)
        """;

    /// <summary>Run first in a transaction that erases, of a borrower $1: no decision of the borrower comes between.</summary>
    protected abstract IReadOnlyList<string> BorrowerLocks { get; }

    /// <summary>A moment, or a day of Beijing, in microseconds since 1970 UTC.</summary>
    protected abstract string Microseconds(string column);

    protected abstract string MicrosecondsOfDay(string column);

    /// <summary>Whether the first byte of a column is a number.</summary>
    protected abstract string StartsWith(string column, byte first);

    public ValueTask<ErasureOutcome> EraseAsync(ErasureOrder order, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        byte[] token = order.Borrower.ToArray();
        await session.TakeAsync(StoreTurn.Erasures);
        foreach (string hold in BorrowerLocks) await session.RunAsync(hold, token);
        KnownBorrower known = (await session.ReadAsync(Known("(SELECT $1 AS borrower)"), ReadKnown, token))[0];
        if (!known.HasAny)
        {
            // Nothing was recorded since it was erased last, if it ever was.
            List<StoredErasure> before = await session.ReadAsync($"SELECT {Columns} FROM erasures WHERE borrower = $1 ORDER BY number DESC LIMIT 1", Read, token);
            return before.Count == 0 ? ErasureOutcome.Unknown : new ErasureOutcome(before[0], [], null);
        }
        IReadOnlyList<RetentionRefusal> refused = order.Judge(known.History);
        if (refused.Count > 0) return new ErasureOutcome(null, refused, null);
        StoredFeaturesBlob? features = await TakeAwayAsync(session, token, order.EmptyFeatures);
        List<StoredErasure> last = await session.ReadAsync($"SELECT {Columns} FROM erasures ORDER BY number DESC LIMIT 1", Read);
        StoredErasure proof = order.Prove(last.Count == 0 ? null : last[0], known);
        await session.RunAsync($"INSERT INTO erasures({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", Values(proof));
        await session.CommitAsync();
        return new ErasureOutcome(proof, [], features);
    }, cancellation);

    public ValueTask<IReadOnlyList<KnownBorrower>> AfterAsync(byte[] token, int most, CancellationToken cancellation) => sessions.ReadAsync(
        Known(After) + " ORDER BY b.borrower", ReadKnown, cancellation, token, most);

    public ValueTask<IReadOnlyList<StoredErasure>> ListAsync(long before, int most, CancellationToken cancellation) =>
        sessions.ReadAsync($"SELECT {Columns} FROM erasures WHERE number < $1 ORDER BY number DESC LIMIT $2", Read, cancellation, before, most);

    public async ValueTask<bool> WasDestroyedAsync(BorrowerToken borrower, ReadOnlyMemory<byte> keyId, CancellationToken cancellation) =>
        (await sessions.ReadAsync("SELECT 1 FROM erasures WHERE borrower = $1 AND key_id = $2", _ => true, cancellation, borrower.ToArray(), keyId.ToArray())).Count > 0;

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
            WHERE d.borrower = b.borrower AND coalesce(p.status, 0) NOT IN (6, 7)
              AND (d.reserved_fen > 0 OR EXISTS (SELECT 1 FROM review_events v WHERE v.decision_id = d.decision_id AND v.became = 4))),
          (SELECT count(*) FROM decisions d WHERE d.borrower = b.borrower AND {StartsWith("d.evidence", 1)}),
          (SELECT count(*) FROM risk_records r WHERE r.borrower = b.borrower),
          (SELECT {Microseconds("max(d.decided_at)")} FROM decisions d WHERE d.borrower = b.borrower),
          (SELECT {Microseconds("max(r.put_at)")} FROM risk_records r WHERE r.borrower = b.borrower),
          (SELECT {MicrosecondsOfDay("max(coalesce(p.settled_on, p.cancelled_on, p.as_of))")} FROM loan_performance p WHERE p.borrower = b.borrower),
          (SELECT max(v.at) FROM review_events v WHERE v.borrower = b.borrower),
          (SELECT k.sealed_key FROM borrower_keys k WHERE k.borrower = b.borrower)
        FROM {borrowers} AS b
        """;

    private static KnownBorrower ReadKnown(DbDataReader row)
    {
        long? last = null;
        for (int column = 5; column <= 8; column++)
            if (!row.IsDBNull(column)) last = Math.Max(last ?? long.MinValue, row.GetInt64(column));
        var history = new BorrowerHistory(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), last is { } at ? SqliteRows.FromMicroseconds(at) : null);
        return new KnownBorrower(new BorrowerToken(row.GetFieldValue<byte[]>(0)), history, row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9));
    }

    // Features go on by version, so that no cache takes what it remembers for newer than nothing.
    private static async Task<StoredFeaturesBlob?> TakeAwayAsync(StoreSession session, byte[] token, Func<byte[]> emptyFeatures)
    {
        await session.RunAsync("DELETE FROM borrower_keys WHERE borrower = $1", token);
        await session.RunAsync("DELETE FROM risk_records WHERE borrower = $1", token);
        List<long> version = await session.ReadAsync("SELECT version FROM stored_features WHERE borrower = $1", row => row.GetInt64(0), token);
        if (version.Count == 0) return null;
        var features = new StoredFeaturesBlob(version[0] + 1, emptyFeatures());
        await session.RunAsync("UPDATE stored_features SET version = $2, features = $3 WHERE borrower = $1", token, features.Version, features.Sealed);
        return features;
    }
}
