namespace CreditDecision.Service.Monitoring.Reports;

/// <summary>The step of each store's schema that made the table of reports.</summary>
internal static class ReportTables
{
    // To which is only ever added; the store itself holds to that.
    public const string Sqlite = """
        CREATE TABLE monitoring_reports(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          made_at INTEGER NOT NULL,
          requested_by TEXT NOT NULL,
          product TEXT NOT NULL,
          model_id TEXT NOT NULL,
          model_version TEXT NOT NULL,
          warnings INTEGER NOT NULL CHECK(warnings >= 0),
          breaches INTEGER NOT NULL CHECK(breaches >= 0),
          sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
          document TEXT NOT NULL) STRICT;
        CREATE TRIGGER monitoring_reports_stay BEFORE UPDATE ON monitoring_reports BEGIN SELECT raise(ABORT, 'monitoring reports are never changed'); END;
        CREATE TRIGGER monitoring_reports_last BEFORE DELETE ON monitoring_reports BEGIN SELECT raise(ABORT, 'monitoring reports are never deleted'); END;
        """;

    public const string Postgres = """
        CREATE TABLE monitoring_reports(
          number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          made_at bigint NOT NULL,
          requested_by text NOT NULL,
          product text NOT NULL,
          model_id text NOT NULL,
          model_version text NOT NULL,
          warnings bigint NOT NULL CHECK (warnings >= 0),
          breaches bigint NOT NULL CHECK (breaches >= 0),
          sha256 bytea NOT NULL CHECK (length(sha256) = 32),
          document text NOT NULL);
        CREATE FUNCTION monitoring_reports_stay() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'monitoring reports are never changed'; END $$;
        CREATE TRIGGER monitoring_reports_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON monitoring_reports EXECUTE FUNCTION monitoring_reports_stay();
        """;
}
