using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using CreditDecision.Core.Features;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Lists;

/// <summary>The log in a database: statements that both stores understand alike.</summary>
internal sealed class ListLog(StoreSessions sessions) : IListLog
{
    private const string Columns = "number, event, entry, list, purpose, subject, token, holds_from, holds_until, kept_at, client_id, record_id, place, content_hash, detail";

    public ValueTask<IReadOnlyList<ListEvent>> AfterAsync(long number, int most, CancellationToken cancellation) =>
        sessions.ReadAsync($"SELECT {Columns} FROM list_events WHERE number > $1 ORDER BY number LIMIT $2", ReadEvent, cancellation, number, most);

    public ValueTask<IReadOnlyList<ListEvent>> OfRecordAsync(string clientId, string recordId, CancellationToken cancellation) =>
        sessions.ReadAsync($"SELECT {Columns} FROM list_events WHERE client_id = $1 AND record_id = $2 ORDER BY place", ReadEvent, cancellation, clientId, recordId);

    public ValueTask<IReadOnlyList<ListEvent>> FindAsync(IReadOnlyCollection<long> entries, CancellationToken cancellation)
    {
        // Whole numbers, so nothing has to be escaped.
        string numbers = string.Join(',', entries.Select(entry => entry.ToString(CultureInfo.InvariantCulture)));
        return sessions.ReadAsync($"SELECT {Columns} FROM list_events WHERE event = 1 AND number IN ({numbers})", ReadEvent, cancellation);
    }

    public ValueTask<IReadOnlyList<StoredListEntry>> ListAsync(ListQuery query, CancellationToken cancellation)
    {
        var values = new List<object> { query.Before == 0 ? long.MaxValue : query.Before, query.Count };
        string Where(string condition, object value)
        {
            values.Add(value);
            return $" AND {condition.Replace("?", $"${values.Count}", StringComparison.Ordinal)}";
        }
        const string EndedAt = "(SELECT min(holds_from) FROM list_events ended WHERE ended.event = 2 AND ended.entry = list_events.number)";
        string where = (query.List == 0 ? "" : Where("list = ?", (int)query.List)) + (query.Purpose == 0 ? "" : Where("purpose = ?", (int)query.Purpose))
            + (query.Token is { } token ? Where("token = ?", Bytes(token)) : "")
            + (query.HoldingAt is { } at ? Where($"holds_from <= ? AND holds_until > ? AND coalesce({EndedAt}, holds_until) > ?", at) : "");
        return sessions.ReadAsync(
            $"SELECT {Columns}, {EndedAt} FROM list_events WHERE event = 1 AND number < $1{where} ORDER BY number DESC LIMIT $2",
            row => new StoredListEntry(ReadEvent(row), row.IsDBNull(15) ? null : row.GetInt64(15)), cancellation, [.. values]);
    }

    public ValueTask<bool> AppendAsync(IReadOnlyList<ListEvent> events, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        await session.TakeAsync(StoreTurn.Lists);
        ListRecord record = events[0].Record;
        List<long> known = await session.ReadAsync("SELECT number FROM list_events WHERE client_id = $1 AND record_id = $2 LIMIT 1", row => row.GetInt64(0), record.ClientId, record.RecordId);
        if (known.Count > 0) return false;
        long number = (await session.ReadAsync("SELECT coalesce(max(number), 0) FROM list_events", row => row.GetInt64(0)))[0];
        foreach (ListEvent next in events)
        {
            number++;
            await session.RunAsync(
                $"INSERT INTO list_events({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                number, (int)next.Kind, next.Kind == ListEventKind.Put ? number : next.Entry, (int)next.List, (int)next.Purpose, (int)next.Subject, Bytes(next.Token),
                next.From, next.Until, next.At, next.Record.ClientId, next.Record.RecordId, next.Record.Place, next.ContentHash, next.Sealed);
        }
        await session.TellAsync();
        await session.CommitAsync();
        return true;
    }, cancellation);

    private static ListEvent ReadEvent(DbDataReader row) => new(
        row.GetInt64(0), (ListEventKind)row.GetInt32(1), row.GetInt64(2), (ListKind)row.GetInt32(3), (ListPurpose)row.GetInt32(4), (VelocitySubject)row.GetInt32(5),
        BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(6)), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9),
        new ListRecord(row.GetString(10), row.GetString(11), row.GetInt32(12)), row.GetFieldValue<byte[]>(13), row.GetFieldValue<byte[]>(14));

    private static byte[] Bytes(UInt128 token)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, token);
        return bytes;
    }
}
