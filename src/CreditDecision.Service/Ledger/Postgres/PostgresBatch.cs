using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Npgsql;
using NpgsqlTypes;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// One batch of decisions in one transaction of two round trips: the first locks the borrowers' exposures and looks for the applications,
/// the second records everything and commits; between them a third one reads the decisions of applications that are recorded already. Every batch of every replica locks in one order, by borrower and then by application, so
/// they wait for each other and never in a circle.
/// </summary>
/// <param name="expected">Learns what the batch found and left behind.</param>
internal sealed class PostgresBatch(NpgsqlConnection connection, ExpectedExposures expected)
{
    // A row is made first where there is none, so that there is always something to lock. The select locks in the order of its sort.
    private const string MakeExposures =
        "INSERT INTO exposures(borrower, reserved_fen, cap_fen) SELECT b, 0, 0 FROM unnest($1) AS b ORDER BY b ON CONFLICT DO NOTHING";

    private const string LockExposures = "SELECT borrower, reserved_fen FROM exposures WHERE borrower = ANY($1) ORDER BY borrower FOR UPDATE";

    // After the lock, so that it is the key of whoever held it last.
    private const string FindKeys = "SELECT borrower, sealed_key FROM borrower_keys WHERE borrower = ANY($1)";

    private const string KeepKeys =
        "INSERT INTO borrower_keys(borrower, sealed_key) SELECT borrower, sealed_key FROM unnest($1, $2) "
        + "AS given(borrower, sealed_key) "
        + "ON CONFLICT (borrower) DO UPDATE SET sealed_key = excluded.sealed_key";

    private const string FindApplications =
        "SELECT a.decided_at, a.sequence FROM unnest($1, $2) AS asked(client_id, application_id) JOIN applications a USING (client_id, application_id)";

    // Asked only where there are any: to begin with all partitions of decisions would cost more than the rest of the round trip.
    private const string FindRecorded = $"""
        SELECT {PostgresRows.Columns}
        FROM unnest($1, $2) AS place(decided_at, sequence) JOIN decisions d ON d.decided_at = place.decided_at AND d.sequence = place.sequence
        """;

    // Two statements, because what a statement sees is settled before it waits.
    private static readonly string HoldContent = PostgresTurns.Share(StoreTurn.Content);
    private const string ContentNumber = "SELECT coalesce(max(number), 0) FROM content_events";

    // Places in the ledger are taken before they are filled, because the batch's link of the chain names them.
    // One for each of a list, whose plan is kept; with a number in the list's place the server would plan anew each time.
    private const string TakeSequences = "SELECT nextval('decision_sequence') FROM unnest($1)";

    // An application that another replica recorded since the first round trip fails the whole: tried again, it is found.
    private const string Record = """
        WITH given AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            AS g(sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, reserved_fen, cap_fen,
              strategy_id, strategy_version, evidence, summary, decision)),
        claimed AS (
          INSERT INTO applications(client_id, application_id, decision_id, decided_at, sequence)
          SELECT client_id, application_id, decision_id, decided_at, sequence FROM given ORDER BY application_id, client_id),
        recorded AS (
          INSERT INTO decisions(sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at,
            reserved_fen, strategy_id, strategy_version, evidence, summary, decision)
          SELECT sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at,
            reserved_fen, strategy_id, strategy_version, evidence, summary, decision FROM given)
        UPDATE exposures e SET reserved_fen = e.reserved_fen + g.reserved_fen, cap_fen = g.cap_fen
        FROM given g WHERE e.borrower = g.borrower AND g.reserved_fen > 0
        """;

    /// <summary>What became of one decision; exactly one is set.</summary>
    public readonly record struct Settled(CommitResult? Result, Exception? Failure);

    /// <param name="batch">Each borrower and each application once.</param>
    /// <param name="chain">Gets what is recorded of the batch as its next link.</param>
    /// <returns>One for each, in order.</returns>
    /// <param name="isRehearsal">All of it is done, and undone at its end.</param>
    /// <exception cref="ConnectionLostException">Before anything was to be recorded.</exception>
    /// <exception cref="NpgsqlException">The transaction failed as a whole.</exception>
    public async Task<Settled[]> RunAsync(IReadOnlyList<PendingDecision> batch, ChainWriter chain, CancellationToken cancellation, bool isRehearsal = false)
    {
        var settled = new Settled[batch.Count];
        var read = new BatchReading(batch.Count);
        try
        {
            await ReadAsync(batch, read, cancellation);
        }
        catch (NpgsqlException lost) when (connection.FullState.HasFlag(System.Data.ConnectionState.Broken) || connection.State != System.Data.ConnectionState.Open)
        {
            throw new ConnectionLostException(lost);
        }
        var entries = new List<(LedgerEntry Entry, long CapFen)>(batch.Count);
        var keysToKeep = new List<(BorrowerToken Borrower, byte[] Key)>();
        for (int i = 0; i < batch.Count; i++)
        {
            LedgerEntry entry = batch[i].Entry;
            if (read.Recorded.TryGetValue((entry.ClientId, entry.ApplicationId), out LedgerEntry? first)) settled[i] = new Settled(Same(first, entry), null);
            else if (batch[i].ContentNumber > 0 && batch[i].ContentNumber != read.ContentNumber) settled[i] = new Settled(null, new ContentChangedException(read.ContentNumber));
            else if (Decide(batch[i], read, keysToKeep, out LedgerEntry? decided) is { } failure) settled[i] = new Settled(null, failure);
            else
            {
                decided = decided! with { Sequence = read.Sequences[i] };
                entries.Add((decided, batch[i].CapFen));
                settled[i] = new Settled(new CommitResult(CommitOutcome.Recorded, decided), null);
            }
        }
        await RecordAsync(entries, keysToKeep, chain, isRehearsal, cancellation);
        if (isRehearsal) return settled;
        foreach ((LedgerEntry entry, _) in entries)
            expected.Saw(entry.Borrower, new Exposure(read.Exposures[entry.Borrower] + entry.ReservedFen));
        return settled;
    }

    /// <summary>What is recorded of a batch once no other transaction holds its borrowers.</summary>
    public async Task<IReadOnlyDictionary<(string ClientId, string ApplicationId), LedgerEntry>> FindSettledAsync(
        IReadOnlyList<PendingDecision> batch, CancellationToken cancellation)
    {
        var read = new BatchReading(0);
        await ReadAsync(batch, read, cancellation);
        await using var end = new NpgsqlCommand("ROLLBACK", connection);
        await end.ExecuteNonQueryAsync(cancellation);
        return read.Recorded;
    }

    /// <summary>The answer to an application that was recorded before.</summary>
    public static CommitResult Same(LedgerEntry first, LedgerEntry entry) => first.ContentHash.AsSpan().SequenceEqual(entry.ContentHash)
        ? new CommitResult(CommitOutcome.AlreadyRecorded, first)
        : new CommitResult(CommitOutcome.ContentDiffers, null);

    private async Task ReadAsync(IReadOnlyList<PendingDecision> batch, BatchReading read, CancellationToken cancellation)
    {
        byte[][] borrowers = [.. batch.Select(pending => pending.Entry.Borrower.ToArray())];
        await using var statements = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand(MakeExposures) { Parameters = { PostgresRows.Each(borrowers, NpgsqlDbType.Bytea) } },
                new NpgsqlBatchCommand(LockExposures) { Parameters = { PostgresRows.Each(borrowers, NpgsqlDbType.Bytea) } },
                new NpgsqlBatchCommand(FindKeys) { Parameters = { PostgresRows.Each(borrowers, NpgsqlDbType.Bytea) } },
                new NpgsqlBatchCommand(FindApplications)
                {
                    Parameters =
                    {
                        PostgresRows.Each(batch.Select(pending => pending.Entry.ClientId), NpgsqlDbType.Text),
                        PostgresRows.Each(batch.Select(pending => pending.Entry.ApplicationId), NpgsqlDbType.Text),
                    },
                },
                new NpgsqlBatchCommand(HoldContent),
                new NpgsqlBatchCommand(ContentNumber),
                new NpgsqlBatchCommand(TakeSequences) { Parameters = { PostgresRows.Each(read.Sequences, NpgsqlDbType.Bigint) } },
            },
        };
        await using (NpgsqlDataReader rows = await statements.ExecuteReaderAsync(cancellation)) await read.FillAsync(rows, cancellation);
        if (read.Places.Count > 0) await ReadRecordedAsync(read, cancellation);
    }

    private async Task ReadRecordedAsync(BatchReading read, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(FindRecorded, connection)
        {
            Parameters =
            {
                PostgresRows.Each(read.Places.Select(place => place.DecidedAt), NpgsqlDbType.TimestampTz),
                PostgresRows.Each(read.Places.Select(place => place.Sequence), NpgsqlDbType.Bigint),
            },
        };
        await using NpgsqlDataReader rows = await find.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            LedgerEntry entry = PostgresRows.Read(rows);
            read.Recorded[(entry.ClientId, entry.ApplicationId)] = entry;
        }
    }

    // Says what is wrong with a decision, whose batch goes on without it.
    private static Exception? Decide(PendingDecision pending, BatchReading read, List<(BorrowerToken Borrower, byte[] Key)> keysToKeep, out LedgerEntry? entry)
    {
        BorrowerToken borrower = pending.Entry.Borrower;
        var exposure = new Exposure(read.Exposures[borrower]);
        entry = null;
        try
        {
            LedgerEntry decided = exposure == pending.DecidedWith ? pending.Entry : pending.DecideAgain(exposure);
            CommitGuard.Check(pending, decided, exposure);
            entry = pending.Sealed(decided, read.Keys.GetValueOrDefault(borrower), out byte[]? keyToKeep);
            if (keyToKeep is not null) keysToKeep.Add((borrower, keyToKeep));
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }

    private async Task RecordAsync(
        List<(LedgerEntry Entry, long CapFen)> entries, List<(BorrowerToken Borrower, byte[] Key)> keysToKeep, ChainWriter chain, bool isRehearsal, CancellationToken cancellation)
    {
        StoredLink? link = null;
        await using var statements = new NpgsqlBatch(connection);
        if (entries.Count > 0)
        {
            LedgerEntry[] batch = [.. entries.Select(each => each.Entry)];
            link = chain.Link(batch);
            if (keysToKeep.Count > 0) statements.BatchCommands.Add(KeepCommand(keysToKeep));
            statements.BatchCommands.Add(RecordCommand(entries));
            statements.BatchCommands.Add(PostgresChains.Insert(LinkRow.Of(link, batch)));
        }
        statements.BatchCommands.Add(new NpgsqlBatchCommand(isRehearsal ? "ROLLBACK" : "COMMIT"));
        await statements.ExecuteNonQueryAsync(cancellation);
        if (link is not null && !isRehearsal) chain.Committed(link);
    }

    private static NpgsqlBatchCommand KeepCommand(List<(BorrowerToken Borrower, byte[] Key)> keys) => new(KeepKeys)
    {
        Parameters =
        {
            PostgresRows.Each(keys.Select(each => each.Borrower.ToArray()), NpgsqlDbType.Bytea),
            PostgresRows.Each(keys.Select(each => each.Key), NpgsqlDbType.Bytea),
        },
    };

    private static NpgsqlBatchCommand RecordCommand(List<(LedgerEntry Entry, long CapFen)> entries)
    {
        IEnumerable<T> Of<T>(Func<LedgerEntry, T> value) => entries.Select(each => value(each.Entry));
        return new NpgsqlBatchCommand(Record)
        {
            Parameters =
            {
                PostgresRows.Each(Of(entry => entry.Sequence), NpgsqlDbType.Bigint),
                PostgresRows.Each(Of(entry => entry.DecisionId), NpgsqlDbType.Uuid),
                PostgresRows.Each(Of(entry => entry.ClientId), NpgsqlDbType.Text),
                PostgresRows.Each(Of(entry => entry.ApplicationId), NpgsqlDbType.Text),
                PostgresRows.Each(Of(entry => entry.ContentHash), NpgsqlDbType.Bytea),
                PostgresRows.Each(Of(entry => entry.Borrower.ToArray()), NpgsqlDbType.Bytea),
                PostgresRows.Each(Of(entry => entry.Product), NpgsqlDbType.Text),
                PostgresRows.Each(Of(entry => entry.Outcome), NpgsqlDbType.Integer),
                PostgresRows.Each(Of(entry => entry.DecidedAt.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                PostgresRows.Each(Of(entry => entry.ReservedFen), NpgsqlDbType.Bigint),
                PostgresRows.Each(entries.Select(each => each.CapFen), NpgsqlDbType.Bigint),
                PostgresRows.Each(Of(entry => entry.StrategyId), NpgsqlDbType.Text),
                PostgresRows.Each(Of(entry => entry.StrategyVersion), NpgsqlDbType.Text),
                PostgresRows.Each(Of(entry => entry.Evidence), NpgsqlDbType.Bytea),
                PostgresRows.Each(Of(entry => entry.Summary), NpgsqlDbType.Bytea),
                PostgresRows.Each(Of(entry => entry.Decision), NpgsqlDbType.Bytea),
            },
        };
    }
}
