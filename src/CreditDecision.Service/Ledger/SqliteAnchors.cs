using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>Adds anchors, each in a transaction of its own beside the writer's.</summary>
internal sealed class SqliteAnchors(SqliteFile file, OwnChains own, ChainSeal seal)
{
    private const string Heads = "SELECT chain, number, digest FROM chain_links WHERE (chain, number) IN (SELECT chain, max(number) FROM chain_links GROUP BY chain)";

    /// <param name="isWhole">As <see cref="IAuditTrail.AddAnchor"/>.</param>
    public StoredAnchor? Add(DateTimeOffset madeAt, bool isWhole) => SqliteReads.InStore(() =>
    {
        using SqliteConnection connection = file.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        StoredAnchor? last = Last(connection);
        int losses = own.Losses;
        IReadOnlyList<ChainHead> heads = isWhole || own.IsBehind(losses) ? GrownOf(connection) : own.Grown();
        using SqliteCommand after = connection.Command("SELECT sequence FROM chained_after");
        StoredAnchor? anchor = AnchorMaking.After(last, heads, madeAt, (long)after.ExecuteScalar()!, seal);
        if (anchor is null) return null;
        using SqliteCommand insert = connection.Command($"INSERT INTO chain_anchors({SqliteChains.AnchorColumns}) VALUES($1, $2, $3, $4, $5, $6, $7)", 7);
        SqliteChains.Write(insert, anchor);
        transaction.Commit();
        own.Anchored(anchor, losses);
        return anchor;
    });

    private static StoredAnchor? Last(SqliteConnection connection)
    {
        using SqliteCommand command = connection.Command($"SELECT {SqliteChains.AnchorColumns} FROM chain_anchors ORDER BY number DESC LIMIT 1");
        using SqliteDataReader rows = command.ExecuteReader();
        return rows.Read() ? SqliteChains.ReadAnchor(rows) : null;
    }

    // Of all chains in the store, those that no anchor names as they are.
    private static List<ChainHead> GrownOf(SqliteConnection connection)
    {
        var heads = new List<ChainHead>();
        using (SqliteCommand command = connection.Command(Heads))
        using (SqliteDataReader rows = command.ExecuteReader())
            while (rows.Read()) heads.Add(new ChainHead(new Guid(Bytes(rows, 0), bigEndian: true), rows.GetInt64(1), new Digest(Bytes(rows, 2))));
        var grown = new HashSet<ChainHead>(heads);
        using (SqliteCommand command = connection.Command("SELECT heads FROM chain_anchors"))
        using (SqliteDataReader rows = command.ExecuteReader())
            while (rows.Read()) grown.ExceptWith(Anchor.Unpack(Bytes(rows, 0)));
        return [.. heads.Where(grown.Contains)];
    }

    private static byte[] Bytes(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
