using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

[Trait("Store", "PostgreSQL")]
public sealed class ServerAwayTests : IDisposable
{
    private readonly PostgresServer _server = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    [Trait("Fault", "postgres")]
    public async Task While_the_server_is_away_nothing_is_recorded_and_when_it_is_back_the_ledger_goes_on_by_itself()
    {
        using var home = new PostgresHome(_server);
        using ILedgerStore ledger = home.Open();
        Assert.Equal(CommitOutcome.Recorded, (await ledger.CommitAsync("before", askedFen: 100)).Outcome);
        _server.Crash();
        await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry("away"), 100, new Exposure(100)), _cancellation).AsTask());
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.FindAsync("client", "before", _cancellation).AsTask());
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.ListAsync(new LedgerQuery { Count = 1 }, _cancellation).AsTask());
        Assert.Throws<LedgerUnavailableException>(() => ledger.Measure(new ScanQuery { Product = "cash" }));
        _server.Start();
        CommitResult after = await EventuallyAsync(() => ledger.CommitAsync("after", askedFen: 100));
        Assert.Equal(CommitOutcome.Recorded, after.Outcome);
        Assert.Equal(["after", "before"], (await ledger.AllAsync()).Select(entry => entry.ApplicationId).Order());
        Assert.Equal(200, (await ledger.ReadAsync("client", "none", LedgerContent.Borrower(1), _cancellation)).Exposure.ReservedFen);
        home.Prove(LedgerContent.CapFen);
    }

    // The first attempts may meet connections that the crash broke; each of them tells it, and none is used again.
    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> attempt)
    {
        for (int left = 50; ; left--)
        {
            try
            {
                return await attempt();
            }
            catch (LedgerUnavailableException) when (left > 0)
            {
            }
        }
    }
}
