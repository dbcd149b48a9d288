using System.Diagnostics;
using CreditDecision.Service.Ledger.Chaining;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Commits batches, and finds out what became of one whose answer was lost. Any number of loops use it.</summary>
internal sealed class PostgresCommit(NpgsqlDataSource source, ExpectedExposures expected, LedgerLog log)
{
    private const int MostAttempts = 4;

    // The classes of errors that say that values cannot be recorded: data exception, integrity constraint violation.
    private static readonly string[] RefusedValues = ["22", "23"];

    private readonly PostgresPartitions _partitions = new(source);

    public PostgresPartitions Partitions => _partitions;

    /// <summary>As a batch of one is committed by each of the writers, and then undone.</summary>
    /// <param name="writers">How many connections commit.</param>
    public async Task RehearseAsync(PendingDecision pending, int writers, ChainMaker chains, CancellationToken cancellation)
    {
        await _partitions.EnsureAsync([pending.Entry.DecidedAt], cancellation);
        // At once, so that each has a connection of its own; all want the same borrower, so one after the other gets it.
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
        {
            using ChainWriter chain = chains.Begin();
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
            await new PostgresBatch(connection, expected).RunAsync([pending], chain, cancellation, isRehearsal: true);
        }));
    }

    /// <summary>Answers every caller of the batch, whatever happens.</summary>
    public async Task RunAsync(IReadOnlyList<WaitingDecision> batch, ChainWriter chain)
    {
        long start = Stopwatch.GetTimestamp();
        using Activity? span = LedgerMetrics.Begin(batch);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await TryAsync(batch, chain);
                LedgerMetrics.Committed(batch.Count, Stopwatch.GetElapsedTime(start), succeeded: true);
                return;
            }
            catch (PostgresException problem) when (attempt < MostAttempts && MayGoThrough(problem))
            {
                log.BatchFailed(problem, batch.Count);
            }
            catch (PostgresException problem) when (RefusedValues.Any(problem.SqlState.StartsWith))
            {
                await OneByOneAsync(batch, chain, problem);
                return;
            }
            catch (Exception problem)
            {
                span?.SetStatus(ActivityStatusCode.Error);
                LedgerMetrics.Committed(batch.Count, Stopwatch.GetElapsedTime(start), succeeded: false);
                log.BatchFailed(problem, batch.Count);
                chain.Lost();
                await RecoverAsync(batch, problem);
                return;
            }
        }
    }

    private async Task TryAsync(IReadOnlyList<WaitingDecision> batch, ChainWriter chain)
    {
        await _partitions.EnsureAsync(batch.Select(waiting => waiting.Pending.Entry.DecidedAt), CancellationToken.None);
        PostgresBatch.Settled[] settled = await SettleAsync([.. batch.Select(waiting => waiting.Pending)], chain);
        for (int i = 0; i < settled.Length; i++)
        {
            if (settled[i].Failure is { } failure) batch[i].Fail(failure);
            else batch[i].Answer(settled[i].Result!.Value);
        }
    }

    private async Task<PostgresBatch.Settled[]> SettleAsync(PendingDecision[] batch, ChainWriter chain)
    {
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync();
            return await new PostgresBatch(connection, expected).RunAsync(batch, chain, CancellationToken.None);
        }
        catch (ConnectionLostException)
        {
            // It lay idle while the server went, as the others did. Where the server is back, nobody needs to hear of it.
            source.Clear();
            await using NpgsqlConnection another = await source.OpenConnectionAsync();
            return await new PostgresBatch(another, expected).RunAsync(batch, chain, CancellationToken.None);
        }
    }

    // What the server ended so that another transaction goes on; and an application that another replica recorded between the two round trips,
    // which is found now.
    private static bool MayGoThrough(PostgresException problem) =>
        problem.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || problem is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "applications" };

    // One of them holds what the store refuses; the others are good.
    private async Task OneByOneAsync(IReadOnlyList<WaitingDecision> batch, ChainWriter chain, PostgresException problem)
    {
        if (batch.Count == 1) batch[0].Fail(new LedgerInvariantException($"The store refuses decision {batch[0].Pending.Entry.DecisionId}.", problem));
        else
            foreach (WaitingDecision waiting in batch) await RunAsync([waiting], chain);
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
                await new PostgresBatch(connection, expected).FindSettledAsync([.. batch.Select(waiting => waiting.Pending)], CancellationToken.None);
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
