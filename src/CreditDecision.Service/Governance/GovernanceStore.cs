using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies.Following;

namespace CreditDecision.Service.Governance;

/// <summary>Events that follow one another, with the documents that they name and the content that they put to use.</summary>
/// <param name="Content">Null where what may decide stays as it is.</param>
/// <param name="After">Number of the content's event that the commands were decided under; null where none is yet.</param>
internal sealed record GovernanceAppend(IReadOnlyList<StoredGovernanceEvent> Events, IReadOnlyList<GovernanceDocument> Documents, ContentWish? Content, long? After);

/// <param name="Done">False: somebody else appended or changed the content first; nothing was written.</param>
internal readonly record struct GovernanceAppended(bool Done, ContentEvent? Content);

/// <summary>
/// The log of governance, to which is only ever added, and the documents that it names. Its members throw <see cref="LedgerUnavailableException"/>
/// where the store cannot be read or written.
/// </summary>
internal sealed class GovernanceStore(StoreSessions sessions, ContentEvents contents)
{
    public const string Columns = "number, event, previous, digest, seal";

    /// <returns>The events after one, ascending, at most so many.</returns>
    public ValueTask<IReadOnlyList<StoredGovernanceEvent>> AfterAsync(long number, int most, CancellationToken cancellation) =>
        sessions.ReadAsync($"SELECT {Columns} FROM governance_events WHERE number > $1 ORDER BY number LIMIT $2", Read, cancellation, number, most);

    /// <summary>Adds events, documents and the content's event, all or none, durably. Documents that are there already stay.</summary>
    public ValueTask<GovernanceAppended> AppendAsync(GovernanceAppend append, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        await session.TakeAsync(StoreTurn.Governance);
        long last = (await session.ReadAsync("SELECT coalesce(max(number), 0) FROM governance_events", row => row.GetInt64(0)))[0];
        if (append.Events[0].Number != last + 1) return default;
        // Which policy holds is a matter of the content.
        await session.TakeAsync(StoreTurn.Content);
        if (append.After is { } after && after != await ContentEvents.LastNumberAsync(session)) return default;
        foreach (GovernanceDocument document in append.Documents)
            await session.RunAsync(
                "INSERT INTO governance_documents(sha256, kind, media_type, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                document.Sha256.ToArray(), (int)document.Kind, document.MediaType, document.Content.ToArray());
        foreach (StoredGovernanceEvent next in append.Events)
            await session.RunAsync(
                $"INSERT INTO governance_events({Columns}) VALUES ($1, $2, $3, $4, $5)",
                next.Number, next.Bytes.ToArray(), next.Previous.ToArray(), next.Digest.ToArray(), next.Seal.ToArray());
        ContentEvent? content = null;
        if (append.Content is { } wish && (content = await contents.AppendAsync(session, wish)) is null) return default;
        // Replicas that only answer questions about governance follow too.
        if (content is null) await session.TellAsync();
        await session.CommitAsync();
        return new GovernanceAppended(true, content);
    }, cancellation);

    /// <returns>Null when there is none.</returns>
    public async ValueTask<GovernanceDocument?> FindAsync(Digest sha256, CancellationToken cancellation)
    {
        IReadOnlyList<GovernanceDocument> found = await sessions.ReadAsync(
            "SELECT kind, media_type, content FROM governance_documents WHERE sha256 = $1",
            row => new GovernanceDocument((GovernanceDocumentKind)row.GetInt32(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancellation, sha256.ToArray());
        return found.Count == 0 ? null : found[0];
    }

    public static StoredGovernanceEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<byte[]>(1), new Digest(row.GetFieldValue<byte[]>(2)), new Digest(row.GetFieldValue<byte[]>(3)), row.GetFieldValue<byte[]>(4));
}
