using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Npgsql;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>Before its door opens the service decides what nobody asked for, and nothing stays of it.</summary>
[Trait("Store", "PostgreSQL")]
public sealed class RehearsalTests(PostgresServer server, RedisServer redis) : IDisposable
{
    private const string Held = "SELECT (SELECT count(*) FROM decisions) + (SELECT count(*) FROM applications) + (SELECT count(*) FROM exposures) + (SELECT count(*) FROM borrower_keys) + (SELECT count(*) FROM chain_links)";

    private readonly PostgresServiceHome _home = new(server, redis);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Nothing_of_it_is_in_the_store_and_the_first_application_is_decided_as_ever()
    {
        await using RunningService service = await _home.StartAsync();
        Assert.DoesNotContain(service.Output, line => line.Contains("could not be made ready", StringComparison.Ordinal));
        // It took places in the ledger, as what is undone does, so it went all the way.
        Assert.True((bool)_home.One("SELECT is_called FROM decision_sequence"));
        Assert.Equal(0L, _home.One(Held));
        Decision decision = await service.Client.DecideAsync(Requests.Clean("first"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Equal(5L, _home.One(Held));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_in_time_keeps_nobody_from_starting()
    {
        await using (RunningService first = await _home.StartAsync()) Assert.Equal(0L, _home.One(Held));
        await using var other = new NpgsqlConnection(_home.Database + ";Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("LOCK TABLE exposures IN EXCLUSIVE MODE", other)) await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using RunningService service = await _home.StartAsync();
        Assert.Contains(service.Output, line => line.Contains("could not be made ready", StringComparison.Ordinal));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Decision decision = await service.Client.DecideAsync(Requests.Clean("first"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Equal(5L, _home.One(Held));
    }
}
