using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Adds anchors; replicas take turns.</summary>
internal sealed class PostgresAnchors(NpgsqlDataSource source, OwnChains own, ChainSeal seal)
{
    private const int LockSpace = 0x43444543, AnchorLock = 3;

    // Of all chains in the store. A chain is walked to its end by the key, not through all its links.
    private const string Heads = """
        WITH RECURSIVE chains AS (
          (SELECT chain FROM chain_links ORDER BY chain LIMIT 1)
          UNION ALL
          SELECT (SELECT l.chain FROM chain_links l WHERE l.chain > c.chain ORDER BY l.chain LIMIT 1) FROM chains c WHERE c.chain IS NOT NULL)
        SELECT head.* FROM chains c CROSS JOIN LATERAL (
          SELECT chain, number, digest FROM chain_links l WHERE l.chain = c.chain ORDER BY number DESC LIMIT 1) AS head
        """;

    /// <param name="isWhole">As <see cref="IAuditTrail.AddAnchor"/>.</param>
    public StoredAnchor? Add(DateTimeOffset madeAt, bool isWhole)
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using (var turn = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({LockSpace}, {AnchorLock})", connection)) turn.ExecuteNonQuery();
        StoredAnchor? last = Each(connection, $"SELECT {PostgresChains.AnchorColumns} FROM chain_anchors ORDER BY number DESC LIMIT 1", PostgresChains.ReadAnchor).FirstOrDefault();
        int losses = own.Losses;
        IReadOnlyList<ChainHead> heads = isWhole || own.IsBehind(losses) ? GrownOf(connection) : own.Grown();
        long after = Each(connection, "SELECT sequence FROM chained_after", row => row.GetInt64(0)).First();
        if (AnchorMaking.After(last, heads, madeAt, after, seal) is not { } stored) return null;
        Insert(connection, stored);
        transaction.Commit();
        own.Anchored(stored, losses);
        return stored;
    }

    // Those that no anchor names as they are.
    private static List<ChainHead> GrownOf(NpgsqlConnection connection)
    {
        List<ChainHead> heads = Each(
            connection, Heads, row => new ChainHead(row.GetGuid(0), row.GetInt64(1), new Digest(row.GetFieldValue<byte[]>(2))));
        var grown = new HashSet<ChainHead>(heads);
        foreach (byte[] known in Each(connection, "SELECT heads FROM chain_anchors", row => row.GetFieldValue<byte[]>(0))) grown.ExceptWith(Anchor.Unpack(known));
        return [.. heads.Where(grown.Contains)];
    }

    private static void Insert(NpgsqlConnection connection, StoredAnchor stored)
    {
        (Anchor anchor, Digest digest, ReadOnlyMemory<byte> sealOfIt) = stored;
        using var insert = new NpgsqlCommand($"INSERT INTO chain_anchors({PostgresChains.AnchorColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7)", connection)
        {
            Parameters =
            {
                PostgresRows.Number(anchor.Number), PostgresRows.Moment(anchor.MadeAt), PostgresRows.Number(anchor.ChainedAfter),
                PostgresRows.Bytes(anchor.Previous.ToArray()), PostgresRows.Bytes(anchor.Heads.ToArray()), PostgresRows.Bytes(digest.ToArray()),
                PostgresRows.Bytes(sealOfIt.ToArray()),
            },
        };
        insert.ExecuteNonQuery();
    }

    private static List<T> Each<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        var all = new List<T>();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }
}
