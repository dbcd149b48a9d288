using System.Data.Common;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>
/// The log in a store. An event is added in a turn that every batch of decisions keeps out of, so that after it no batch records what was decided
/// by earlier content.
/// </summary>
internal abstract class ContentEvents(StoreSessions sessions, TimeProvider time) : IContentEvents
{
    private const string Columns = "number, sha256, requested_by, went_back, at, base_sha256";

    public async ValueTask<ContentEvent?> LastAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ContentEvent> last = await sessions.ReadAsync($"SELECT {Columns} FROM content_events ORDER BY number DESC LIMIT 1", Read, cancellation);
        return last.Count == 0 ? null : last[0];
    }

    public ValueTask<ContentEvent?> AppendAsync(ContentWish wish, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        ContentEvent? appended = await AppendAsync(session, wish);
        if (appended is not null) await session.CommitAsync();
        return appended;
    }, cancellation);

    /// <summary>As a part of a transaction that changes more than the content.</summary>
    public async Task<ContentEvent?> AppendAsync(StoreSession session, ContentWish wish)
    {
        await session.TakeAsync(StoreTurn.Content);
        long last = await LastNumberAsync(session);
        if (last != wish.After) return null;
        DateTimeOffset at = SqliteRows.FromMicroseconds(SqliteRows.ToMicroseconds(time.GetUtcNow()));
        await session.RunAsync(
            $"INSERT INTO content_events({Columns}) VALUES ($1, $2, $3, $4, $5, $6)",
            last + 1, Convert.FromHexString(wish.Sha256), wish.By, wish.WentBack, sessions.Moment(at), wish.Base is { } folder ? Convert.FromHexString(folder) : DBNull.Value);
        await session.TellAsync();
        return new ContentEvent(last + 1, wish.Sha256, wish.By, wish.WentBack, at, wish.Base);
    }

    public static async Task<long> LastNumberAsync(StoreSession session) => (await session.ReadAsync("SELECT coalesce(max(number), 0) FROM content_events", row => row.GetInt64(0)))[0];

    public abstract bool IsOfOneProcess { get; }

    public abstract Task WaitAsync(TimeSpan most, CancellationToken cancellation);

    private ContentEvent Read(DbDataReader row) => new(
        row.GetInt64(0), Hex(row, 1), row.GetString(2), row.GetBoolean(3), sessions.Moment(row, 4), row.IsDBNull(5) ? null : Hex(row, 5));

    private static string Hex(DbDataReader row, int column) => Convert.ToHexStringLower(row.GetFieldValue<byte[]>(column));
}
