namespace CreditDecision.Service.Monitoring.Scheduling;

/// <summary>The step of each store's schema that made the table of runs that are due: when each last ran, and until when a replica claims it. Microseconds.</summary>
internal static class ScheduleTables
{
    public const string Sqlite = """
        CREATE TABLE monitoring_schedule(
          thing TEXT PRIMARY KEY,
          ran_at INTEGER NOT NULL,
          claimed_until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    public const string Postgres = """
        CREATE TABLE monitoring_schedule(
          thing text PRIMARY KEY,
          ran_at bigint NOT NULL,
          claimed_until bigint NOT NULL);
        """;
}
