using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Commits batches, and finds out what became of one whose answer was lost. Any number of loops use it.</summary>
internal sealed class PostgresCommit(NpgsqlDataSource source, PostgresReads reads, LedgerLog log)
{
    // The server ended the transaction to let another one go on; tried again, it goes through.
    private const int MostAttempts = 4;

    // The classes of errors that say that values cannot be recorded: data exception, integrity constraint violation.
    private static readonly string[] RefusedValues = ["22", "23"];

    private readonly PostgresPartitions _partitions = new(source);

    public PostgresPartitions Partitions => _partitions;

    /// <summary>Answers every caller of the batch, whatever happens.</summary>
    public async Task RunAsync(IReadOnlyList<WaitingDecision> batch)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await TryAsync(batch);
                return;
            }
            catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < MostAttempts)
            {
                log.BatchFailed(problem, batch.Count);
            }
            catch (PostgresException problem) when (RefusedValues.Any(problem.SqlState.StartsWith))
            {
                await OneByOneAsync(batch, problem);
                return;
            }
            catch (Exception problem)
            {
                log.BatchFailed(problem, batch.Count);
                await RecoverAsync(batch, problem);
                return;
            }
        }
    }

    private async Task TryAsync(IReadOnlyList<WaitingDecision> batch)
    {
        await _partitions.EnsureAsync(batch.Select(waiting => waiting.Pending.Entry.DecidedAt), CancellationToken.None);
        PostgresBatch.Settled[] settled;
        await using (NpgsqlConnection connection = await source.OpenConnectionAsync())
            settled = await new PostgresBatch(connection).RunAsync([.. batch.Select(waiting => waiting.Pending)], CancellationToken.None);
        for (int i = 0; i < settled.Length; i++)
        {
            if (settled[i].Failure is { } failure) batch[i].Fail(failure);
            else if (settled[i].Result is { } result) batch[i].Answer(result);
            else await AnswerAsRecordedAsync(batch[i]);
        }
    }

    // Another replica recorded the application between the two round trips.
    private async Task AnswerAsRecordedAsync(WaitingDecision waiting)
    {
        LedgerEntry entry = waiting.Pending.Entry;
        LedgerEntry? first = await reads.FindAsync(entry.ClientId, entry.ApplicationId, CancellationToken.None);
        if (first is not null) waiting.Answer(PostgresBatch.Same(first, entry));
        else waiting.Fail(new LedgerUnavailableException("The application was being recorded by another replica, and is not there."));
    }

    // One of them holds what the store refuses; the others are good.
    private async Task OneByOneAsync(IReadOnlyList<WaitingDecision> batch, PostgresException problem)
    {
        if (batch.Count == 1) batch[0].Fail(new LedgerInvariantException($"The store refuses decision {batch[0].Pending.Entry.DecisionId}.", problem));
        else
            foreach (WaitingDecision waiting in batch) await RunAsync([waiting]);
    }

    /// <summary>
    /// A failed commit may or may not have reached the server, and may even be under way there: its transaction holds the borrowers'
    /// exposures. Once they can be locked it has ended, and what is found then was recorded and is answered so; for the rest nothing was
    /// reserved.
    /// </summary>
    private async Task RecoverAsync(IReadOnlyList<WaitingDecision> batch, Exception problem)
    {
        try
        {
            // Where one connection broke, most likely all have; each that is left would fail a batch of its own.
            if (problem is not PostgresException) source.Clear();
            await using NpgsqlConnection connection = await source.OpenConnectionAsync();
            IReadOnlyDictionary<(string, string), LedgerEntry> recorded =
                await new PostgresBatch(connection).FindSettledAsync([.. batch.Select(waiting => waiting.Pending)], CancellationToken.None);
            foreach (WaitingDecision waiting in batch)
            {
                LedgerEntry entry = waiting.Pending.Entry;
                if (!recorded.TryGetValue((entry.ClientId, entry.ApplicationId), out LedgerEntry? found))
                    waiting.Fail(new LedgerUnavailableException("The store did not commit.", problem));
                else if (found.DecisionId == entry.DecisionId) waiting.Answer(new CommitResult(CommitOutcome.Recorded, found));
                else waiting.Answer(PostgresBatch.Same(found, entry));
            }
        }
        catch (Exception still)
        {
            log.NotReopened(still);
            foreach (WaitingDecision waiting in batch) waiting.Fail(new LedgerUnavailableException("The store cannot be written.", still));
        }
    }
}
