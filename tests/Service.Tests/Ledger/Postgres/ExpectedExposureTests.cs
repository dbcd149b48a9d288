using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

/// <summary>Replicas decide with what they expect a borrower's exposure to be; the commit knows better.</summary>
[Trait("Store", "PostgreSQL")]
[Trait("Article", "A6")]
public sealed class ExpectedExposureTests(PostgresServer server)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_expects_nothing_is_held_to_what_another_one_reserved()
    {
        using var home = new PostgresHome(server);
        using ILedgerStore one = home.Open(), other = home.Open();
        Assert.Equal(15_000_000, (await AskAsync(one, "a-1", 15_000_000)).ReservedFen);
        Assert.Equal(default, await ExpectAsync(other));
        Assert.Equal(5_000_000, (await AskAsync(other, "a-2", 15_000_000)).ReservedFen);
        // It has seen it now; the first one has not.
        Assert.Equal(new Exposure(20_000_000), await ExpectAsync(other));
        Assert.Equal(new Exposure(15_000_000), await ExpectAsync(one));
        Assert.Equal(0, (await AskAsync(one, "a-3", 1)).ReservedFen);
        Assert.Equal(3, home.Prove(LedgerContent.CapFen));
    }

    [Fact]
    public async Task An_application_that_another_replica_recorded_is_answered_as_recorded()
    {
        using var home = new PostgresHome(server);
        using ILedgerStore one = home.Open(), other = home.Open();
        LedgerEntry first = await AskAsync(one, "a-1", 500);
        Assert.Null((await other.ExpectAsync("client", "a-1", LedgerContent.Borrower(1), _cancellation)).Recorded);
        CommitResult again = await other.CommitAsync(LedgerContent.Pending(LedgerContent.Entry("a-1"), 500, default), _cancellation);
        Assert.Equal((CommitOutcome.AlreadyRecorded, first.DecisionId), (again.Outcome, again.Entry!.DecisionId));
    }

    private async Task<Exposure> ExpectAsync(ILedgerStore ledger) => (await ledger.ExpectAsync("client", "none", LedgerContent.Borrower(1), _cancellation)).Exposure;

    private async Task<LedgerEntry> AskAsync(ILedgerStore ledger, string application, long fen)
    {
        CommitResult result = await ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry(application), fen, await ExpectAsync(ledger)), _cancellation);
        Assert.Equal(CommitOutcome.Recorded, result.Outcome);
        return result.Entry!;
    }
}
