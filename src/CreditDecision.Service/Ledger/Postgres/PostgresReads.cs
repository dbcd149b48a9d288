using CreditDecision.Service.PersonalData;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Reads beside the writers, each on a pooled connection.</summary>
internal sealed class PostgresReads(NpgsqlDataSource source)
{
    private const string ByApplication = $"""
        SELECT {PostgresRows.Columns} FROM applications a JOIN decisions d ON d.decided_at = a.decided_at AND d.sequence = a.sequence
        WHERE a.client_id = $1 AND a.application_id = $2
        """;

    private const string ById = $"""
        SELECT {PostgresRows.Columns} FROM applications a JOIN decisions d ON d.decided_at = a.decided_at AND d.sequence = a.sequence
        WHERE a.decision_id = $1
        """;

    private const string Reserved = "SELECT reserved_fen FROM exposures WHERE borrower = $1";

    public Task<Standing> StandingAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) => InStoreAsync(async () =>
    {
        await using NpgsqlBatch batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ByApplication) { Parameters = { PostgresRows.Text(clientId), PostgresRows.Text(applicationId) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Reserved) { Parameters = { PostgresRows.Bytes(borrower.ToArray()) } });
        await using NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellation);
        LedgerEntry? recorded = await PostgresRows.ReadOneAsync(rows, cancellation);
        await rows.NextResultAsync(cancellation);
        return new Standing(recorded, new Exposure(await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0));
    });

    public Task<LedgerEntry?> GetAsync(Guid decisionId, CancellationToken cancellation) => OneAsync(ById, cancellation, PostgresRows.Id(decisionId));

    public Task<LedgerEntry?> FindAsync(string clientId, string applicationId, CancellationToken cancellation) =>
        OneAsync(ByApplication, cancellation, PostgresRows.Text(clientId), PostgresRows.Text(applicationId));

    public Task<LedgerPage> ListAsync(LedgerQuery query, CancellationToken cancellation) => InStoreAsync(async () =>
    {
        await using NpgsqlCommand command = PostgresListing.Command(source, query);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<LedgerEntry>(query.Count);
        while (await rows.ReadAsync(cancellation))
        {
            if (entries.Count == query.Count)
                return new LedgerPage(entries, new LedgerPosition(SqliteRows.ToMicroseconds(entries[^1].DecidedAt), entries[^1].Sequence));
            entries.Add(PostgresRows.Read(rows));
        }
        return new LedgerPage(entries, null);
    });

    public Task<long> CountAsync(LedgerQuery query, CancellationToken cancellation) => InStoreAsync(async () =>
    {
        await using NpgsqlCommand command = PostgresListing.CountCommand(source, query);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    });

    /// <summary>Runs what talks to the server and turns its failures into the ledger's.</summary>
    /// <exception cref="LedgerUnavailableException">The server cannot be reached, or gave up.</exception>
    public static async Task<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The store cannot be read.", problem);
        }
    }

    private Task<LedgerEntry?> OneAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) => InStoreAsync(async () =>
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        return await PostgresRows.ReadOneAsync(rows, cancellation);
    });
}
