using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.V1;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Replays;

[Trait("Store", "SQLite")]
[Trait("Article", "A31")]
[Trait("Article", "A42")]
public sealed class TamperedArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_or_missing_archive_is_told_at_once_and_a_restart_mends_what_still_serves()
    {
        string store = _folder.At("decisions.db");
        string id;
        await using (RunningService service = await RunningService.StartAsync(store))
        {
            id = (await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation)).DecisionId;
            Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(id)).Outcome);
            // The content is held compiled by now, and still it is not trusted.
            Do(store, "UPDATE content_files SET bytes = x'00'");
            Assert.Equal(ReplayObstacle.ContentDamaged, (await service.ReplayOneAsync(id)).Obstacle);
            Assert.Equal(ReplayObstacle.ContentDamaged, Assert.Single((await service.ReplayAsync(new ReplayRequest())).Last.Obstacles).Obstacle);
            Do(store, "DELETE FROM contents");
            Assert.Equal(ReplayObstacle.ContentNotKept, (await service.ReplayOneAsync(id)).Obstacle);
        }
        await using RunningService again = await RunningService.StartAsync(store);
        Assert.Contains(again.Output, line => line.Contains("was not what its hash", StringComparison.Ordinal));
        Assert.Equal(ReplayOutcome.Identical, (await again.ReplayOneAsync(id)).Outcome);
    }

    private static void Do(string store, string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(store);
        LedgerAudit.Run(connection, sql);
    }
}
