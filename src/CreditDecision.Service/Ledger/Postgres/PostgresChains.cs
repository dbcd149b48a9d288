using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The columns of links and anchors, and how they are read and written.</summary>
internal static class PostgresChains
{
    public const string LinkColumns = "chain, number, previous, members, digest, seal";
    public const string AnchorColumns = "number, made_at, chained_after, previous, heads, digest, seal";

    public static NpgsqlBatchCommand Insert(LinkRow row)
    {
        (ChainLink link, Digest digest, ReadOnlyMemory<byte> seal) = row.Stored;
        return new NpgsqlBatchCommand(
            $"INSERT INTO chain_links({LinkColumns}, first_sequence, last_sequence, decided_from, decided_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        {
            Parameters =
            {
                PostgresRows.Id(link.Chain), PostgresRows.Number(link.Number), PostgresRows.Bytes(link.Previous.ToArray()),
                PostgresRows.Bytes(link.Members.ToArray()), PostgresRows.Bytes(digest.ToArray()), PostgresRows.Bytes(seal.ToArray()),
                PostgresRows.Number(row.FirstSequence), PostgresRows.Number(row.LastSequence),
                PostgresRows.Moment(row.DecidedFrom), PostgresRows.Moment(row.DecidedTo),
            },
        };
    }

    public static StoredLink ReadLink(NpgsqlDataReader row) => new(
        new ChainLink(row.GetGuid(0), row.GetInt64(1), new Digest(row.GetFieldValue<byte[]>(2)), row.GetFieldValue<byte[]>(3)),
        new Digest(row.GetFieldValue<byte[]>(4)),
        row.GetFieldValue<byte[]>(5));

    public static StoredAnchor ReadAnchor(NpgsqlDataReader row) => new(
        new Anchor(
            row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2), new Digest(row.GetFieldValue<byte[]>(3)), row.GetFieldValue<byte[]>(4)),
        new Digest(row.GetFieldValue<byte[]>(5)),
        row.GetFieldValue<byte[]>(6));
}
