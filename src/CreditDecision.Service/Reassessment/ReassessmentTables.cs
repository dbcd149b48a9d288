namespace CreditDecision.Service.Reassessment;

/// <summary>
/// The steps of the stores' schemas for what rests on something that was stopped: what was done with it, for good, as a chain of hashes of its own;
/// where each decision stands, made from that; and how far the ledger was looked through for each event of governance. Moments are microseconds. A
/// step that served once is never changed.
/// </summary>
internal static class ReassessmentTables
{
    private const string Indexes = """
        CREATE UNIQUE INDEX reassessment_events_once ON reassessment_events(cause, decision_id) WHERE act = 1;
        CREATE UNIQUE INDEX reassessment_events_resolved ON reassessment_events(cause, decision_id) WHERE act IN (2, 3, 4);
        CREATE INDEX reassessment_events_by_decision ON reassessment_events(decision_id, number);
        CREATE INDEX reassessment_events_by_borrower ON reassessment_events(borrower);
        CREATE INDEX reassessments_open ON reassessments(number) WHERE state IN (1, 5);
        """;

    /// <summary>Of the embedded store.</summary>
    public const string Sqlite = """
        CREATE TABLE reassessment_progress(
          cause INTEGER PRIMARY KEY CHECK(cause > 0),
          next_sequence INTEGER NOT NULL,
          last_sequence INTEGER NOT NULL) STRICT;
        CREATE TABLE reassessments(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          cause INTEGER NOT NULL,
          decision_id BLOB NOT NULL CHECK(length(decision_id) = 16),
          kind INTEGER NOT NULL CHECK(kind BETWEEN 1 AND 3),
          state INTEGER NOT NULL CHECK(state BETWEEN 1 AND 5),
          UNIQUE(cause, decision_id)) STRICT;
        CREATE TABLE reassessment_events(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          cause INTEGER NOT NULL CHECK(cause > 0),
          decision_id BLOB NOT NULL CHECK(length(decision_id) = 16),
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          kind INTEGER NOT NULL CHECK(kind BETWEEN 1 AND 3),
          act INTEGER NOT NULL CHECK(act BETWEEN 1 AND 5),
          who TEXT NOT NULL,
          at INTEGER NOT NULL,
          limit_fen INTEGER NOT NULL CHECK(limit_fen >= 0),
          released_fen INTEGER NOT NULL CHECK(released_fen >= 0),
          grounds BLOB NOT NULL,
          previous BLOB NOT NULL CHECK(length(previous) = 32),
          digest BLOB NOT NULL CHECK(length(digest) = 32),
          seal BLOB NOT NULL CHECK(length(seal) = 32)) STRICT;

        """ + Indexes;

    /// <summary>Of PostgreSQL.</summary>
    public const string Postgres = """
        CREATE TABLE reassessment_progress(
          cause bigint PRIMARY KEY CHECK (cause > 0),
          next_sequence bigint NOT NULL,
          last_sequence bigint NOT NULL);
        CREATE TABLE reassessments(
          number bigint PRIMARY KEY CHECK (number > 0),
          cause bigint NOT NULL,
          decision_id uuid NOT NULL,
          kind integer NOT NULL CHECK (kind BETWEEN 1 AND 3),
          state integer NOT NULL CHECK (state BETWEEN 1 AND 5),
          UNIQUE (cause, decision_id));
        CREATE TABLE reassessment_events(
          number bigint PRIMARY KEY CHECK (number > 0),
          cause bigint NOT NULL CHECK (cause > 0),
          decision_id uuid NOT NULL,
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          kind integer NOT NULL CHECK (kind BETWEEN 1 AND 3),
          act integer NOT NULL CHECK (act BETWEEN 1 AND 5),
          who text NOT NULL,
          at bigint NOT NULL,
          limit_fen bigint NOT NULL CHECK (limit_fen >= 0),
          released_fen bigint NOT NULL CHECK (released_fen >= 0),
          grounds bytea NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32));

        """ + Indexes;
}
