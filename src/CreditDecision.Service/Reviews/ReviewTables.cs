namespace CreditDecision.Service.Reviews;

/// <summary>
/// The steps of the stores' schemas that make room for reviews: what people did with referred decisions, for good, as a chain of hashes of its own; and
/// where each case stands, made from it. A referred decision is a case from the statement on that records it, whichever version of the service
/// records it. Moments of events are microseconds. A step that served once is never changed.
/// </summary>
internal static class ReviewTables
{
    /// <summary>Of the embedded store.</summary>
    public const string Sqlite = """
        CREATE TABLE review_cases(
          sequence INTEGER PRIMARY KEY,
          decision_id BLOB NOT NULL UNIQUE CHECK(length(decision_id) = 16),
          referred_at INTEGER NOT NULL,
          client_id TEXT NOT NULL,
          product TEXT NOT NULL,
          strategy_id TEXT NOT NULL,
          strategy_version TEXT NOT NULL,
          state INTEGER NOT NULL DEFAULT 1 CHECK(state BETWEEN 1 AND 5),
          claimed_until INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX review_cases_pending ON review_cases(referred_at) WHERE state < 4;
        CREATE INDEX review_cases_closed ON review_cases(state, referred_at) WHERE state >= 4;
        CREATE TABLE review_events(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          decision_id BLOB NOT NULL CHECK(length(decision_id) = 16),
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          act INTEGER NOT NULL CHECK(act > 0),
          who TEXT NOT NULL,
          at INTEGER NOT NULL,
          became INTEGER NOT NULL CHECK(became BETWEEN 1 AND 5),
          claimed_until INTEGER NOT NULL,
          amount_fen INTEGER NOT NULL CHECK(amount_fen >= 0),
          reserved_fen INTEGER NOT NULL CHECK(reserved_fen BETWEEN 0 AND amount_fen),
          detail BLOB NOT NULL,
          previous BLOB NOT NULL CHECK(length(previous) = 32),
          digest BLOB NOT NULL CHECK(length(digest) = 32),
          seal BLOB NOT NULL CHECK(length(seal) = 32)) STRICT;
        CREATE INDEX review_events_by_decision ON review_events(decision_id, number);
        CREATE INDEX review_events_by_borrower ON review_events(borrower, at);
        CREATE INDEX review_events_by_time ON review_events(at);
        CREATE UNIQUE INDEX review_events_closing ON review_events(decision_id) WHERE became >= 4;
        INSERT INTO review_cases(sequence, decision_id, referred_at, client_id, product, strategy_id, strategy_version)
          SELECT sequence, decision_id, decided_at, client_id, product, strategy_id, strategy_version FROM decisions WHERE outcome = 2;
        CREATE TRIGGER refer AFTER INSERT ON decisions WHEN NEW.outcome = 2 BEGIN
          INSERT INTO review_cases(sequence, decision_id, referred_at, client_id, product, strategy_id, strategy_version)
          VALUES(NEW.sequence, NEW.decision_id, NEW.decided_at, NEW.client_id, NEW.product, NEW.strategy_id, NEW.strategy_version);
        END;
        """;

    /// <summary>Of PostgreSQL.</summary>
    public const string Postgres = """
        CREATE TABLE review_cases(
          decision_id uuid PRIMARY KEY,
          sequence bigint NOT NULL,
          referred_at timestamptz NOT NULL,
          client_id text NOT NULL,
          product text NOT NULL,
          strategy_id text NOT NULL,
          strategy_version text NOT NULL,
          state integer NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 5),
          claimed_until bigint NOT NULL DEFAULT 0) WITH (fillfactor = 80);
        CREATE INDEX review_cases_pending ON review_cases(referred_at, sequence) WHERE state < 4;
        CREATE INDEX review_cases_closed ON review_cases(state, referred_at, sequence) WHERE state >= 4;
        CREATE TABLE review_events(
          number bigint PRIMARY KEY CHECK (number > 0),
          decision_id uuid NOT NULL,
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          act integer NOT NULL CHECK (act > 0),
          who text NOT NULL,
          at bigint NOT NULL,
          became integer NOT NULL CHECK (became BETWEEN 1 AND 5),
          claimed_until bigint NOT NULL,
          amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
          reserved_fen bigint NOT NULL CHECK (reserved_fen BETWEEN 0 AND amount_fen),
          detail bytea NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32));
        CREATE INDEX review_events_by_decision ON review_events(decision_id, number);
        CREATE INDEX review_events_by_borrower ON review_events(borrower, at);
        CREATE INDEX review_events_by_time ON review_events(at);
        CREATE UNIQUE INDEX review_events_closing ON review_events(decision_id) WHERE became >= 4;
        INSERT INTO review_cases(decision_id, sequence, referred_at, client_id, product, strategy_id, strategy_version)
          SELECT decision_id, sequence, decided_at, client_id, product, strategy_id, strategy_version FROM decisions WHERE outcome = 2;
        CREATE FUNCTION refer_to_a_person() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          INSERT INTO review_cases(decision_id, sequence, referred_at, client_id, product, strategy_id, strategy_version)
          VALUES (NEW.decision_id, NEW.sequence, NEW.decided_at, NEW.client_id, NEW.product, NEW.strategy_id, NEW.strategy_version);
          RETURN NULL;
        END $body$;
        CREATE TRIGGER refer AFTER INSERT ON decisions FOR EACH ROW WHEN (NEW.outcome = 2) EXECUTE FUNCTION refer_to_a_person();
        """;
}
