using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Replicas;

/// <summary>
/// The production form under the worst that a machine does: three replicas on one PostgreSQL and one Redis, 64 frontends, 2,000 borrowers,
/// replicas killed at random, the server crashed, and what may decide changed all the while.
/// </summary>
[Trait("Store", "PostgreSQL")]
[Trait("Article", "A6")]
[Trait("Article", "A31")]
[Trait("Article", "A41")]
public sealed class KilledReplicaTests(RedisServer redis) : IDisposable
{
    private const int Replicas = 3, Frontends = 64, Borrowers = 2_000;
    private const long CapFen = 20_000_000;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("CREDITDECISION_FULL") is not null;

    // A server of its own: it is crashed, and no other test should see that.
    private readonly PostgresServer _server = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    [Trait("Fault", "kill9")]
    [Trait("Fault", "postgres")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_no_cap_is_passed_and_the_audit_finds_what_is_changed()
    {
        int seed = Environment.TickCount, kills = IsFull ? 20 : 4;
        int[] crashes = IsFull ? [6, 13] : [2];
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        using var home = new PostgresServiceHome(_server, redis);
        string content = ContentCopy.In(home.Folder);
        await using var replicas = new ReplicaSet(() => home.StartAsync("--Content:Directory", content, "--Store:Packing:Samples", "200"));
        await replicas.StartAsync(Replicas);
        var frontends = new LoanFrontends(replicas, Borrowers, seed);
        using var end = new CancellationTokenSource();
        Task[] running = [.. Enumerable.Range(0, Frontends).Select(number => Task.Run(() => frontends.RunAsync(number, end.Token)))];
        var random = new Random(seed);
        for (int kill = 0; kill < kills; kill++)
        {
            await frontends.AnsweredAsync(random.Next(100, 1_500));
            if (crashes.Contains(kill))
            {
                _server.Crash();
                _server.Start();
                await frontends.AnsweredAsync(100);
            }
            if (kill % 3 == 1) frontends.Serves(await ChangeContentAsync(replicas, content, $"v{kill}"));
            await replicas.KillOneAsync(random.Next(Replicas));
        }
        await frontends.AnsweredAsync(500);
        await end.CancelAsync();
        await Task.WhenAll(running);

        Assert.Empty(frontends.Wrong);
        Assert.True(frontends is { Repeated: > 0, Unanswered: > 0 }, "nothing was sent again, or nothing was interrupted");
        await AssertAllThereAsync(replicas, frontends);
        long recorded = new PostgresHome(_server, home.Database).Prove(CapFen);
        Assert.Equal(frontends.Answers.Count, recorded);
        VerifyProgress verified = await replicas.Next().Channel.VerifyAsync();
        Assert.Equal((recorded, 0L, 0L), (verified.Records, verified.Report.Findings, verified.Report.Unchained));
        await AssertChangeFoundAsync(home, replicas, frontends);
        TestContext.Current.SendDiagnosticMessage(
            "{0} decisions, {1} of them sent again, {2} calls without an answer, {3} kills", recorded, frontends.Repeated, frontends.Unanswered, kills);
    }

    private async Task<string> ChangeContentAsync(ReplicaSet replicas, string content, string version)
    {
        TwoArms.Version(content, version);
        while (true)
        {
            try
            {
                var strategies = new StrategyService.StrategyServiceClient(replicas.Next().Channel);
                return (await strategies.ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation)).Running.Sha256;
            }
            catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Aborted)
            {
                // Sent again.
            }
        }
    }

    private async Task AssertAllThereAsync(ReplicaSet replicas, LoanFrontends frontends) =>
        await Parallel.ForEachAsync(frontends.Answers, _cancellation, async (answer, cancellation) =>
        {
            var request = new GetDecisionRequest { ClientId = answer.Value.ClientId, ApplicationId = answer.Key };
            Assert.Equal(answer.Value, await replicas.Next().Client.GetDecisionAsync(request, cancellationToken: cancellation));
        });

    private static async Task AssertChangeFoundAsync(PostgresServiceHome home, ReplicaSet replicas, LoanFrontends frontends)
    {
        string changed = frontends.Answers.First(answer => answer.Value.Outcome == Outcome.Approve).Value.DecisionId;
        home.Run($"UPDATE decisions SET reserved_fen = reserved_fen + 100 WHERE decision_id = '{changed}'");
        IEnumerable<AuditFinding> findings = (await replicas.Next().Channel.VerifyAsync()).Findings;
        Assert.Contains(findings, finding => finding.Kind == AuditFindingKind.RecordChanged && finding.Subject == changed);
    }
}
