using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>The columns of links and anchors, and how they are read and written.</summary>
internal static class SqliteChains
{
    public const string LinkColumns = "chain, number, previous, members, digest, seal";
    public const string AnchorColumns = "number, made_at, chained_after, previous, heads, digest, seal";

    public static SqliteCommand Insert(SqliteConnection connection) => connection.Command(
        $"INSERT INTO chain_links({LinkColumns}, first_sequence, last_sequence, decided_from, decided_to) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", 10);

    public static void Write(SqliteCommand insert, LinkRow row)
    {
        (ChainLink link, Digest digest, ReadOnlyMemory<byte> seal) = row.Stored;
        object[] values =
        [
            SqliteRows.Id(link.Chain), link.Number, link.Previous.ToArray(), link.Members.ToArray(), digest.ToArray(), seal.ToArray(),
            row.FirstSequence, row.LastSequence, SqliteRows.ToMicroseconds(row.DecidedFrom), SqliteRows.ToMicroseconds(row.DecidedTo),
        ];
        for (int i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }

    public static StoredLink ReadLink(SqliteDataReader row) => new(
        new ChainLink(new Guid(Bytes(row, 0), bigEndian: true), row.GetInt64(1), new Digest(Bytes(row, 2)), Bytes(row, 3)),
        new Digest(Bytes(row, 4)),
        Bytes(row, 5));

    public static StoredAnchor ReadAnchor(SqliteDataReader row) => new(
        new Anchor(row.GetInt64(0), SqliteRows.FromMicroseconds(row.GetInt64(1)), row.GetInt64(2), new Digest(Bytes(row, 3)), Bytes(row, 4)),
        new Digest(Bytes(row, 5)),
        Bytes(row, 6));

    public static void Write(SqliteCommand insert, StoredAnchor stored)
    {
        (Anchor anchor, Digest digest, ReadOnlyMemory<byte> seal) = stored;
        object[] values =
        [
            anchor.Number, SqliteRows.ToMicroseconds(anchor.MadeAt), anchor.ChainedAfter, anchor.Previous.ToArray(), anchor.Heads.ToArray(),
            digest.ToArray(), seal.ToArray(),
        ];
        for (int i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }

    private static byte[] Bytes(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
