using System.Data.Common;
using CreditDecision.Service.Hosting;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The database: how it is reached, brought up to this version's tables, and tied to its keys. Any number of replicas use one.</summary>
internal sealed class PostgresStore : IDisposable
{
    /// <summary>The oldest server that the statements are written for.</summary>
    public static readonly Version OldestServer = new(15, 0);

    // Of this service's own locks in the database; the second number says which.
    private const int LockSpace = 0x43444543, MigrationLock = 1;

    // A caller waits seconds, not the library's half a minute; whoever wants another figure says so in the connection string.
    private const int ConnectSeconds = 2, CommandSeconds = 5;

    // Three replicas fit a server as it is installed, which takes a hundred; a statement takes a millisecond, so more would only wait there.
    private const int MostConnections = 28;

    // Every statement that runs often has its index. While a new store's tables are small the server would plan to read them whole, and keep
    // that plan for as long as the session lasts.
    private const string Indexes = "SET enable_seqscan = off";

    // The statements of a commit are always the same and always find their rows by an index, but their arrays have another length each time, for which the
    // server would plan half of them anew, which takes it longer than to carry them out.
    private const string OnePlan = Indexes + "; SET plan_cache_mode = force_generic_plan";

    private PostgresStore(NpgsqlDataSource source, NpgsqlDataSource commits) => (Source, Commits) = (source, commits);

    public NpgsqlDataSource Source { get; }

    /// <summary>For the commits of decisions alone.</summary>
    public NpgsqlDataSource Commits { get; }

    /// <exception cref="StartRefusedException">The database cannot be served; it says why.</exception>
    public static PostgresStore Open(string connectionString)
    {
        var store = new PostgresStore(SourceOf(connectionString, Indexes), SourceOf(connectionString, OnePlan));
        try
        {
            store.Prepare();
            return store;
        }
        catch (Exception problem)
        {
            store.Dispose();
            if (problem is NpgsqlException) throw new StartRefusedException([$"store: {problem.Message}"]);
            throw;
        }
    }

    /// <summary>Ties a new store to the key that makes its borrower tokens; an old one must be tied to the same.</summary>
    /// <exception cref="StartRefusedException">It is tied to another key.</exception>
    public void Bind(byte[] keyFingerprint)
    {
        using (NpgsqlCommand bind = Source.CreateCommand("INSERT INTO token_key VALUES ($1) ON CONFLICT DO NOTHING"))
        {
            bind.Parameters.Add(new NpgsqlParameter { Value = keyFingerprint });
            bind.ExecuteNonQuery();
        }
        using NpgsqlCommand read = Source.CreateCommand("SELECT fingerprint FROM token_key");
        if (!((byte[])read.ExecuteScalar()!).AsSpan().SequenceEqual(keyFingerprint))
            throw new StartRefusedException(
                ["store: was filled under another token_key; with this one no borrower would be found again, and every cap would start anew"]);
    }

    public void Dispose()
    {
        Commits.Dispose();
        Source.Dispose();
    }

    /// <param name="begin">What each of its sessions begins with.</param>
    private static NpgsqlDataSource SourceOf(string connectionString, string begin)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            // The library's own answers for every setting that it knows.
            var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (!said.ContainsKey("Timeout")) settings.Timeout = ConnectSeconds;
            if (!said.ContainsKey("Command Timeout")) settings.CommandTimeout = CommandSeconds;
            if (!said.ContainsKey("Max Pool Size") && !said.ContainsKey("Maximum Pool Size")) settings.MaxPoolSize = MostConnections;
            // Every statement here runs again and again.
            if (!said.ContainsKey("Max Auto Prepare")) settings.MaxAutoPrepare = 100;
            if (!said.ContainsKey("Auto Prepare Min Usages")) settings.AutoPrepareMinUsages = 2;
            // Nothing here leaves a state in a session, and putting it back costs as much as a statement.
            if (!said.ContainsKey("No Reset On Close")) settings.NoResetOnClose = true;
            if (!said.ContainsKey("Application Name")) settings.ApplicationName = "creditdecision";
            return new NpgsqlDataSourceBuilder(settings.ConnectionString)
                .UsePhysicalConnectionInitializer(session => Run(session, begin), session => RunAsync(session, begin))
                .Build();
        }
        catch (ArgumentException problem)
        {
            // It may quote a value, never the password's.
            throw new StartRefusedException([$"setting Store:ConnectionString: {problem.Message}"]);
        }
    }

    private void Prepare()
    {
        using NpgsqlConnection connection = Source.OpenConnection();
        if (connection.PostgreSqlVersion < OldestServer)
            throw new StartRefusedException([$"store: is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer.Major} or later is needed"]);
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        // Replicas that start together take turns; the lock ends with the transaction.
        Run(connection, $"SELECT pg_advisory_xact_lock({LockSpace}, {MigrationLock}); CREATE TABLE IF NOT EXISTS schema_steps(step integer PRIMARY KEY, done_at timestamptz NOT NULL DEFAULT now())");
        int version = (int)(long)One(connection, "SELECT count(*) FROM schema_steps");
        if (version > PostgresSchema.Steps.Count)
            throw new StartRefusedException([$"store: has schema {version}; this version of the service knows {PostgresSchema.Steps.Count} and would damage it"]);
        for (int step = version; step < PostgresSchema.Steps.Count; step++)
            Run(connection, $"{PostgresSchema.Steps[step]} INSERT INTO schema_steps(step) VALUES ({step + 1})");
        transaction.Commit();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object One(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()!;
    }
}
