using System.Diagnostics;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Process = System.Diagnostics.Process;

namespace CreditDecision.Service.Tests.Replays;

[Trait("Article", "A25")]
[Trait("Article", "A31")]
[Trait("Article", "A42")]
public abstract class ReplayTests : IDisposable
{
    private readonly ServiceHome _home;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private protected ReplayTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_sample_application_is_decided_again_byte_for_byte_by_both_evaluators()
    {
        await using RunningService service = await _home.StartAsync();
        await ApplySamplesAsync(service);
        ListDecisionsResponse recorded = await service.Client.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 500 }, cancellationToken: _cancellation);
        // Samples of every kind, or this would prove little.
        Assert.Equal(4, recorded.Decisions.Select(decision => decision.Outcome).Distinct().Count());
        foreach (EvaluationForm form in new[] { EvaluationForm.Compiled, EvaluationForm.Plain })
        {
            Replaying.Run run = await service.ReplayAsync(new ReplayRequest { Form = form });
            Assert.Empty(run.Told);
            Assert.Equal((recorded.Decisions.Count, recorded.Decisions.Count), (run.Last.Total, run.Last.Identical));
        }
    }

    [Fact]
    public async Task Decisions_are_made_again_by_the_content_that_made_them_after_it_changed_on_disk()
    {
        string content = ContentCopy.In(_home.Folder);
        Decision before = await DecideAsync(content, "before");
        ContentCopy.Edit(content, "strategies/consumer-cash.strategy.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
        // The clean borrower falls into another grade by it.
        ContentCopy.Edit(content, "strategies/consumer-cash.strategy.yaml", "name: A, below: 0.01", "name: A, below: 0.00000001");
        Decision after = await DecideAsync(content, "after");
        Assert.NotEqual(before.Grade, after.Grade);

        await using RunningService service = await _home.StartAsync("--Content:Directory", content);
        foreach (Decision decision in new[] { before, after })
        {
            ReplayedDecision replayed = await service.ReplayOneAsync(decision.DecisionId);
            Assert.Equal(ReplayOutcome.Identical, replayed.Outcome);
            Assert.Equal(decision.Documents.Single(document => document.Kind == "content").Sha256, replayed.ContentSha256);
        }
        Assert.Equal(2, (await service.ReplayAsync(new ReplayRequest())).Last.Identical);
    }

    [Fact]
    public async Task An_exposure_that_grew_since_does_not_change_what_is_decided_again()
    {
        await using RunningService service = await _home.StartAsync();
        // By one borrower, up to the cap: each was decided with another exposure.
        for (int i = 0; i < 9; i++) await service.Client.DecideAsync(Requests.Clean($"a-{i}"), cancellationToken: _cancellation);
        Replaying.Run run = await service.ReplayAsync(new ReplayRequest());
        Assert.Equal((9, 9), (run.Last.Total, run.Last.Identical));
    }

    [Fact]
    public async Task A_period_and_a_product_limit_what_is_decided_again()
    {
        await using RunningService service = await _home.StartAsync();
        Decision first = await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation);
        Decision second = await service.Client.DecideAsync(Requests.Clean("a-2", person: 2), cancellationToken: _cancellation);
        Assert.Equal(1, (await service.ReplayAsync(new ReplayRequest { DecidedFrom = second.DecidedAt })).Last.Total);
        Assert.Equal(1, (await service.ReplayAsync(new ReplayRequest { DecidedFrom = first.DecidedAt, DecidedBefore = second.DecidedAt })).Last.Identical);
        Assert.Equal(2, (await service.ReplayAsync(new ReplayRequest { Product = "consumer-cash" })).Last.Identical);
        Assert.Equal(0, (await service.ReplayAsync(new ReplayRequest { Product = "other" })).Last.Total);
        var before = new ReplayRequest { DecidedBefore = Timestamp.FromDateTimeOffset(first.DecidedAt.ToDateTimeOffset().AddDays(-1)) };
        Assert.Equal(0, (await service.ReplayAsync(before)).Last.Total);
    }

    [Fact]
    public async Task One_decision_is_found_by_its_application_too()
    {
        await using RunningService service = await _home.StartAsync();
        Decision decision = await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation);
        Replaying.Run run = await service.ReplayAsync(new ReplayRequest { ClientId = "tests", ApplicationId = "a-1", Form = EvaluationForm.Plain });
        ReplayedDecision told = Assert.Single(run.Told);
        Assert.Equal((decision.DecisionId, ReplayOutcome.Identical), (told.DecisionId, told.Outcome));
    }

    [Fact]
    public async Task Replaying_leaves_the_store_as_it_was()
    {
        await using RunningService service = await _home.StartAsync();
        await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation);
        string before = _home.StoreHash();
        await service.ReplayAsync(new ReplayRequest());
        await service.ReplayAsync(new ReplayRequest { Form = EvaluationForm.Plain });
        Assert.Equal(before, _home.StoreHash());
    }

    [Fact]
    public async Task Thousands_are_decided_again_over_many_pages()
    {
        // More than two pages always; the long run has ten times as many.
        int count = Environment.GetEnvironmentVariable("CREDITDECISION_FULL") is null ? 1_200 : 12_000;
        await using RunningService service = await _home.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), _cancellation, async (i, cancellation) =>
            await service.Client.DecideAsync(Requests.Clean($"a-{i}", person: i % 700).With("card_utilisation", i % 100 / 100.0), cancellationToken: cancellation));
        Replaying.Run run = await service.ReplayAsync(new ReplayRequest { Parallelism = 2 });
        Assert.Equal((count, count), (run.Last.Total, run.Last.Identical));
        Assert.True(run.Last.PerSecond > 0);
    }

    private async Task<Decision> DecideAsync(string content, string application)
    {
        await using RunningService service = await _home.StartAsync("--Content:Directory", content);
        // On a shared store a changed folder serves only after somebody puts it to use.
        await new StrategyService.StrategyServiceClient(service.Channel).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);
        return await service.Client.DecideAsync(Requests.Clean(application), cancellationToken: _cancellation);
    }

    private async Task ApplySamplesAsync(RunningService service)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Repository.Built("CreditDecision.Cli", "creditctl.dll"), "apply", "--file", Repository.At("samples/applications.json"), "--server", service.Address];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(_cancellation);
        await process.StandardOutput.ReadToEndAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        Assert.True(process.ExitCode == 0, await error);
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteReplayTests() : ReplayTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresReplayTests(PostgresServer server, RedisServer redis) : ReplayTests(new PostgresServiceHome(server, redis));
