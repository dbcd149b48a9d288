using CreditDecision.LedgerHost;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Ledger;

[Trait("Store", "SQLite")]
public sealed class KilledLedgerTests : IDisposable
{
    private const int Rounds = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "kill9")]
    [Trait("Article", "A6")]
    public async Task After_kill_9_everything_acknowledged_is_there_once_and_no_cap_is_passed()
    {
        string store = _folder.At("decisions.db");
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var acknowledged = new List<Answer>();
        for (int round = 0; round < Rounds; round++)
        {
            using (var process = new CommittingProcess(store, $"r{round}"))
            {
                // The number of answers before the kill is drawn, so that it falls anywhere in a batch, a commit or a checkpoint.
                for (int i = random.Next(1, 2_500); i > 0; i--) acknowledged.Add(await process.NextAsync(_cancellation));
                acknowledged.AddRange(await process.KillAsync(_cancellation));
            }
            await AssertAllThere(store, acknowledged);
            Assert.True(LedgerAudit.Prove(store, Workload.CapFen) >= acknowledged.Select(answer => answer.Application).Distinct().Count());
        }
        Assert.Contains(acknowledged, answer => answer is { Outcome: nameof(CommitOutcome.AlreadyRecorded) });
        Assert.Contains(acknowledged, answer => answer is { Outcome: nameof(CommitOutcome.Recorded), ReservedFen: > 0 });
    }

    private static async Task AssertAllThere(string store, List<Answer> acknowledged)
    {
        using ILedgerStore ledger = Workload.Open(store);
        AuditProof.Prove(ledger);
        foreach (Answer answer in acknowledged)
        {
            Assert.NotEqual(Answer.Unavailable, answer.Outcome);
            LedgerEntry? entry = await ledger.FindAsync(Workload.ClientId, answer.Application, TestContext.Current.CancellationToken);
            Assert.Equal(
                (answer.DecisionId, Workload.Borrower(answer.Borrower), answer.ReservedFen), (entry!.DecisionId, entry.Borrower, entry.ReservedFen));
        }
    }
}
