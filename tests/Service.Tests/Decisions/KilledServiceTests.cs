using System.Collections.Concurrent;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Decisions;

[Trait("Article", "A6")]
public abstract class KilledServiceTests : IDisposable
{
    private const long CapFen = 20_000_000;
    private const int Applications = 200;

    private readonly ServiceHome _home;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private protected KilledServiceTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_hundred_at_once_reserve_the_cap_and_no_fen_more()
    {
        await using RunningService service = await _home.StartAsync();
        DecideRequest[] requests = ByOneBorrower();
        Decision[] decisions = await Task.WhenAll(requests.Select(request => service.Client.DecideAsync(request, cancellationToken: _cancellation).ResponseAsync));
        Assert.Equal(CapFen, decisions.Sum(decision => decision.ReservedFen));
        Assert.All(decisions.Where(decision => decision.Outcome != Outcome.Approve), decision => Assert.Equal("consumer_credit_cap_reached", decision.Reasons[0].Name));
        await HoldsAsync(service, requests, decisions.ToDictionary(decision => decision.ApplicationId));
    }

    [Theory]
    [Trait("Fault", "kill9")]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(60)]
    [InlineData(140)]
    public async Task After_a_kill_every_decision_that_was_seen_is_there_once_and_the_cap_holds(int killAfter)
    {
        DecideRequest[] requests = ByOneBorrower();
        var seen = new ConcurrentDictionary<string, Decision>();
        await using (RunningService service = await _home.StartAsync())
        {
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task[] calls = [.. requests.Select(async request =>
            {
                try
                {
                    Decision decision = await service.Client.DecideAsync(request, cancellationToken: _cancellation);
                    seen[decision.ApplicationId] = decision;
                    if (seen.Count >= killAfter) enough.TrySetResult();
                }
                catch (RpcException)
                {
                    // The service died under this call; whether it was recorded shows after the restart.
                }
            })];
            await enough.Task.WaitAsync(_cancellation);
            await service.KillAsync();
            await Task.WhenAll(calls);
        }

        await using RunningService again = await _home.StartAsync();
        await HoldsAsync(again, [], seen);
        // A frontend retries whatever it has no answer to, and here everything else too.
        Decision[] retried = await Task.WhenAll(requests.Select(request => again.Client.DecideAsync(request, cancellationToken: _cancellation).ResponseAsync));
        await HoldsAsync(again, requests, retried.ToDictionary(decision => decision.ApplicationId));
        Assert.All(seen, pair => Assert.Equal(pair.Value.ToByteArray(), retried.Single(decision => decision.ApplicationId == pair.Key).ToByteArray()));
        Assert.Equal(CapFen, retried.Sum(decision => decision.ReservedFen));
        await ProvedAsync(again);
    }

    /// <summary>The killed process left its chain whole, and what came after it is in others.</summary>
    private static async Task ProvedAsync(RunningService service)
    {
        VerifyProgress last = await service.Channel.VerifyAsync();
        Assert.Equal(((long)Applications, 0L, 0L), (last.Records, last.Report.Findings, last.Report.Unchained));
    }

    /// <summary>Everything that was seen is recorded as it was seen, nothing twice, and all that is recorded stays within the cap.</summary>
    private async Task HoldsAsync(RunningService service, IReadOnlyCollection<DecideRequest> all, IReadOnlyDictionary<string, Decision> seen)
    {
        ListDecisionsResponse recorded = await service.Client.ListDecisionsAsync(
            new ListDecisionsRequest { BorrowerIdNumber = Requests.IdNumber(1), PageSize = 500 }, cancellationToken: _cancellation);
        Assert.Equal(recorded.Decisions.Count, recorded.Decisions.Select(decision => decision.ApplicationId).Distinct().Count());
        Assert.InRange(recorded.Decisions.Sum(decision => decision.ReservedFen), 0, CapFen);
        Dictionary<string, Decision> byApplication = recorded.Decisions.ToDictionary(decision => decision.ApplicationId);
        foreach ((string application, Decision decision) in seen) Assert.Equal(decision.ToByteArray(), byApplication[application].ToByteArray());
        Assert.All(all, request => Assert.Contains(request.ApplicationId, byApplication));
    }

    private static DecideRequest[] ByOneBorrower() => [.. Enumerable.Range(0, Applications).Select(i => Requests.Clean($"a-{i}"))];
}

[Trait("Store", "SQLite")]
public sealed class SqliteKilledServiceTests() : KilledServiceTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresKilledServiceTests(PostgresServer server, RedisServer redis) : KilledServiceTests(new PostgresServiceHome(server, redis));
