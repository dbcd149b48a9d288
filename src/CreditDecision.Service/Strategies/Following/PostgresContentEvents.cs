using CreditDecision.Service.Ledger.Postgres;
using Npgsql;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>
/// The log in PostgreSQL. An event is added under a lock that every batch of decisions holds shared, so that after it no batch records what
/// was decided by earlier content.
/// </summary>
internal sealed class PostgresContentEvents(PostgresStore store, TimeProvider time) : IContentEvents, IDisposable
{
    /// <summary>Told of whatever replicas follow.</summary>
    public const string Channel = "creditdecision_content";

    private const string Columns = "number, sha256, requested_by, went_back, at";

    private NpgsqlConnection? _listening;

    public async ValueTask<ContentEvent?> LastAsync(CancellationToken cancellation) => await PostgresReads.InStoreAsync(async () =>
    {
        await using NpgsqlCommand command = store.Source.CreateCommand($"SELECT {Columns} FROM content_events ORDER BY number DESC LIMIT 1");
        return await OneAsync(command, cancellation);
    });

    public async ValueTask<ContentEvent?> AppendAsync(long after, string sha256, string by, bool wentBack, CancellationToken cancellation) => await PostgresReads.InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(PostgresBatch.LockContent, connection)) await turn.ExecuteNonQueryAsync(cancellation);
        await using var append = new NpgsqlCommand(
            $"INSERT INTO content_events({Columns}) SELECT $1 + 1, $2, $3, $4, $5 WHERE (SELECT coalesce(max(number), 0) FROM content_events) = $1 RETURNING {Columns}", connection)
        {
            Parameters = { PostgresRows.Number(after), PostgresRows.Bytes(Convert.FromHexString(sha256)), PostgresRows.Text(by), new NpgsqlParameter<bool> { TypedValue = wentBack }, PostgresRows.Moment(time.GetUtcNow()) },
        };
        ContentEvent? appended = await OneAsync(append, cancellation);
        await using (var tell = new NpgsqlCommand($"NOTIFY {Channel}", connection)) await tell.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return appended;
    });

    /// <summary>Where nobody can be listened to, the time alone ends it.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        try
        {
            if (_listening is null)
            {
                _listening = await store.Source.OpenConnectionAsync(cancellation);
                await using var listen = new NpgsqlCommand($"LISTEN {Channel}", _listening);
                await listen.ExecuteNonQueryAsync(cancellation);
            }
            await _listening.WaitAsync(most, cancellation);
        }
        catch (Exception problem) when (problem is NpgsqlException or InvalidOperationException)
        {
            Dispose();
            await Task.Delay(most, time, cancellation);
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _listening = null;
    }

    private static async Task<ContentEvent?> OneAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new ContentEvent(row.GetInt64(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)), row.GetString(2), row.GetBoolean(3), row.GetFieldValue<DateTimeOffset>(4))
            : null;
    }
}
