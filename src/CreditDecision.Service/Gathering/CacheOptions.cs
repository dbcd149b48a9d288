namespace CreditDecision.Service.Gathering;

/// <summary>Where velocity is kept, and whether what was put of borrowers is cached.</summary>
public enum CacheKind
{
    Unspecified = 0,
    /// <summary>In this process's memory; begins anew with it.</summary>
    InProcess,
    /// <summary>For any number of replicas.</summary>
    Redis,
}

/// <summary>Configuration section <c>Cache</c>.</summary>
public sealed class CacheOptions
{
    public CacheKind Kind { get; set; } = CacheKind.InProcess;

    /// <summary>Of Redis, as StackExchange.Redis reads it: <c>host:port,password=...,ssl=true</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Whether it is a Redis Cluster: each subject is then a call of its own.</summary>
    public bool Cluster { get; set; }

    /// <summary>Borrowers, telephones, devices, addresses and cards that this process remembers at least, where they are in its memory.</summary>
    public int MostSubjects { get; set; } = 500_000;

    /// <summary>A decision waits no longer for Redis.</summary>
    public int TimeoutMilliseconds { get; set; } = 50;

    /// <summary>Redis is left alone where so large a share of its answers failed ...</summary>
    public double FailureShare { get; set; } = 0.5;

    /// <summary>... of at least so many ...</summary>
    public int FewestCalls { get; set; } = 10;

    /// <summary>... within so long.</summary>
    public int WatchedSeconds { get; set; } = 5;

    /// <summary>For so long it is left alone, before one call looks whether it is back.</summary>
    public int PauseMilliseconds { get; set; } = 1_000;

    /// <summary>What was put of a borrower stays in Redis no longer without being written again.</summary>
    public int FeatureSeconds { get; set; } = 300;

    /// <summary>Of so many borrowers, the last of whom something was put, features are brought into Redis at the start.</summary>
    public int WarmBorrowers { get; set; } = 10_000;
}
