using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Ledger.Postgres;

namespace CreditDecision.Service.Tests.Hosting;

/// <summary>One running service for all tests of a class that only read and add.</summary>
public class SharedService : IAsyncLifetime
{
    private readonly Lazy<ServiceHome> _home;
    private RunningService? _service;

    public SharedService() => _home = new Lazy<ServiceHome>(NewHome);

    /// <summary>Started by the first test that asks.</summary>
    internal RunningService Service => _service ??= Task.Run(() => _home.Value.StartAsync()).GetAwaiter().GetResult();

    internal string Store => _home.Value.Store;

    private protected virtual ServiceHome NewHome() => new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        if (_home.IsValueCreated) _home.Value.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class SharedPostgresService(PostgresServer server, RedisServer redis) : SharedService
{
    private protected override ServiceHome NewHome() => new PostgresServiceHome(server, redis);
}
