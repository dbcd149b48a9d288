using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.Service.Tests.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CreditDecision.Service.Tests.Hosting;

/// <summary>A store of a test's own and the services on it; here the embedded one.</summary>
internal class ServiceHome : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The embedded store's file; a service on PostgreSQL never makes it.</summary>
    public string Store => Folder.At("decisions.db");

    public virtual string[] Settings => [];

    /// <summary>Starts a service on the store, which may have been served before.</summary>
    public Task<RunningService> StartAsync(params string[] more) => RunningService.StartAsync(Store, [.. Settings, .. more]);

    /// <summary>Of all that is recorded.</summary>
    public virtual string StoreHash() => Replays.StoreHash.Of(Store);

    /// <summary>The one value of a query, behind the service's back.</summary>
    public virtual object One(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(Store);
        return LedgerAudit.One(connection, sql);
    }

    /// <summary>Changes the store behind the service's back.</summary>
    public virtual void Run(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(Store);
        LedgerAudit.Run(connection, sql);
    }

    public virtual void Dispose() => Folder.Dispose();
}

/// <summary>The production form: PostgreSQL and Redis.</summary>
internal sealed class PostgresServiceHome(PostgresServer server, RedisServer redis) : ServiceHome
{
    public string Database { get; } = server.NewDatabase();

    public override string[] Settings =>
    [
        "--Store:Kind", "postgresql", "--Store:ConnectionString", Database,
        "--PersonalData:KeyFile", Folder.At("keys.json"), "--PersonalData:CreateKeyFile", "true",
        // A busy machine is no reason to go on without.
        "--Cache:Kind", "redis", "--Cache:ConnectionString", redis.ConnectionString, "--Cache:TimeoutMilliseconds", "10000",
    ];

    public override string StoreHash() => (string)One(
        """
        SELECT (SELECT md5(coalesce(string_agg(d::text, '|' ORDER BY sequence), '')) FROM decisions d)
          || (SELECT md5(coalesce(string_agg(e::text, '|' ORDER BY borrower), '')) FROM exposures e)
          || (SELECT md5(coalesce(string_agg(c::text, '|' ORDER BY sha256), '')) FROM contents c)
        """);

    public override object One(string sql)
    {
        using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()!;
    }

    public override void Run(string sql) => One(sql + "; SELECT 0");

    public override void Dispose()
    {
        Assert.False(File.Exists(Store), "PostgreSQL alone holds the store");
        base.Dispose();
    }
}
