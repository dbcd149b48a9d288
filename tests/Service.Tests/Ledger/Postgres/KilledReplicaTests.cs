using CreditDecision.LedgerHost;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Audit;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

/// <summary>Replicas on one database, killed at random, and the server crashed under them.</summary>
[Trait("Store", "PostgreSQL")]
public sealed class KilledReplicaTests : IDisposable
{
    private const int Rounds = 4;
    private const int Replicas = 3;

    // A server of its own: it is crashed, and no other test should see that.
    private readonly PostgresServer _server = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    [Trait("Fault", "kill9")]
    [Trait("Article", "A6")]
    public async Task After_kill_9_of_replicas_and_a_crash_of_the_server_everything_acknowledged_is_there_once_and_no_cap_is_passed()
    {
        using var home = new PostgresHome(_server);
        home.Open().Dispose();
        var random = new Random(Environment.TickCount);
        var acknowledged = new List<Answer>();
        for (int round = 0; round < Rounds; round++)
        {
            // Borrowers and applications are the same in all of them, so the replicas meet at every cap and at every retry.
            CommittingProcess[] processes = [.. Enumerable.Range(0, Replicas).Select(_ => new CommittingProcess(home.Database, $"r{round}"))];
            List<Answer>[] told = await Task.WhenAll(processes.Select(process => ReadAsync(process, random.Next(1, 700))));
            if (round % 2 == 1)
            {
                _server.Crash();
                _server.Start();
                // They go on by themselves: what is told after the crash ends in decisions that are recorded again.
                foreach (CommittingProcess process in processes) told[0].AddRange(await ReadUntilRecordedAsync(process));
            }
            foreach (CommittingProcess process in processes)
            {
                told[0].AddRange(await process.KillAsync(_cancellation));
                process.Dispose();
            }
            acknowledged.AddRange(told.SelectMany(answers => answers));
            await AssertAllThere(home, acknowledged);
        }
        Assert.Contains(acknowledged, answer => answer is { Outcome: nameof(CommitOutcome.AlreadyRecorded) });
        Assert.Contains(acknowledged, answer => answer is { Outcome: nameof(CommitOutcome.Recorded), ReservedFen: > 0 });
        Assert.Equal(
            acknowledged.Count(answer => answer.Outcome == nameof(CommitOutcome.Recorded)),
            acknowledged.Where(answer => answer.Outcome == nameof(CommitOutcome.Recorded)).Select(answer => answer.Application).Distinct().Count());
    }

    private async Task<List<Answer>> ReadAsync(CommittingProcess process, int count)
    {
        var answers = new List<Answer>();
        while (answers.Count < count) answers.Add(await process.NextAsync(_cancellation));
        return answers;
    }

    private async Task<List<Answer>> ReadUntilRecordedAsync(CommittingProcess process)
    {
        var answers = new List<Answer>();
        // As many as may still lie in the pipe from before, and one more.
        for (int recorded = 0; recorded < 2_000; recorded += answers[^1].Outcome == Answer.Unavailable ? 0 : 1) answers.Add(await process.NextAsync(_cancellation));
        return answers;
    }

    private static async Task AssertAllThere(PostgresHome home, List<Answer> acknowledged)
    {
        using ILedgerStore ledger = home.Open();
        Dictionary<string, LedgerEntry> entries = (await ledger.AllAsync(new LedgerQuery { Count = 1_000 })).ToDictionary(entry => entry.ApplicationId);
        foreach (Answer answer in acknowledged.Where(answer => answer.Outcome != Answer.Unavailable))
        {
            LedgerEntry entry = entries[answer.Application];
            Assert.Equal(
                (answer.DecisionId, Workload.Borrower(answer.Borrower), answer.ReservedFen), (entry.DecisionId, entry.Borrower, entry.ReservedFen));
        }
        Assert.Equal(entries.Count, home.Prove(Workload.CapFen));
        Assert.Equal(entries.Count, AuditProof.Prove(ledger));
    }
}
