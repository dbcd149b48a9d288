using CreditDecision.Service.Ledger.Packing;

namespace CreditDecision.Service.Ledger;

/// <summary>Configuration section <c>Store</c>.</summary>
public sealed class LedgerOptions
{
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>Of the PostgreSQL store, as Npgsql reads it: <c>Host=...;Database=...;Username=...</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Batches that are under way to the PostgreSQL store at once.</summary>
    public int Writers { get; set; } = 2;

    /// <summary>
    /// How long a batch for the PostgreSQL store waits for more, where so many come that it gains by it; 0 to 20, 0 never waits. At a low load, and
    /// where many wait already, nobody waits either.
    /// </summary>
    public int GatherMilliseconds { get; set; } = 1;

    /// <summary>The embedded store's file; made when absent, in a folder that exists.</summary>
    public string Path { get; set; } = "decisions.db";

    /// <summary>
    /// Decisions that may wait for the writer. At 10,000 commits a second this is under half a second of waiting; past it, a quick
    /// refusal helps a caller more than a slow answer.
    /// </summary>
    public int QueueLength { get; set; } = 4_096;

    /// <summary>Decisions in one transaction. Past a few hundred the fsync is a small part of the cost and a batch only adds waiting.</summary>
    public int BatchLength { get; set; } = 256;

    public PackingOptions Packing { get; set; } = new();
}

/// <summary>Where decisions are recorded.</summary>
public enum StoreKind
{
    Unspecified = 0,
    /// <summary>One file, one process.</summary>
    Sqlite,
    /// <summary>One database, any number of replicas.</summary>
    PostgreSql,
}
