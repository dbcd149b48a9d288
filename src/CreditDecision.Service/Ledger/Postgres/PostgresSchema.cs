namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The tables of a PostgreSQL store, as the steps that made them. A step that served once is never changed.</summary>
internal static class PostgresSchema
{
    // Decisions lie in partitions by month, so that old months can be moved and dropped whole. A unique key of a partitioned table must hold
    // the month, so that an application or a decision id is there once is kept by a narrow table beside it, which also finds the partition.
    // Each index ends in the order of listing, so that a page costs the same at any size. A reply is mostly compressible, but compressing it
    // costs the server more than writing it. The check is the last guard of a cap: whatever a decision says, no sum passes it.
    private const string Ledger = """
        CREATE SEQUENCE decision_sequence;
        CREATE TABLE applications(
          client_id text NOT NULL,
          application_id text NOT NULL,
          decision_id uuid NOT NULL UNIQUE,
          decided_at timestamptz NOT NULL,
          sequence bigint NOT NULL,
          PRIMARY KEY (application_id, client_id));
        CREATE TABLE decisions(
          sequence bigint NOT NULL,
          decision_id uuid NOT NULL,
          client_id text NOT NULL,
          application_id text NOT NULL,
          content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          product text NOT NULL,
          outcome integer NOT NULL CHECK (outcome > 0),
          decided_at timestamptz NOT NULL,
          reserved_fen bigint NOT NULL CHECK (reserved_fen >= 0),
          strategy_id text NOT NULL,
          strategy_version text NOT NULL,
          evidence bytea NOT NULL,
          summary bytea NOT NULL,
          decision bytea NOT NULL,
          PRIMARY KEY (decided_at, sequence)) PARTITION BY RANGE (decided_at);
        ALTER TABLE decisions ALTER COLUMN evidence SET STORAGE EXTERNAL;
        ALTER TABLE decisions ALTER COLUMN decision SET STORAGE EXTERNAL;
        CREATE INDEX decisions_by_sequence ON decisions(sequence);
        CREATE INDEX decisions_by_borrower ON decisions(borrower, decided_at, sequence);
        CREATE INDEX decisions_by_client ON decisions(client_id, decided_at, sequence);
        CREATE INDEX decisions_by_product ON decisions(product, decided_at, sequence);
        CREATE INDEX decisions_by_outcome ON decisions(outcome, decided_at, sequence);
        CREATE TABLE exposures(
          borrower bytea PRIMARY KEY CHECK (length(borrower) = 32),
          reserved_fen bigint NOT NULL CHECK (reserved_fen >= 0),
          cap_fen bigint NOT NULL,
          CHECK (reserved_fen <= cap_fen)) WITH (fillfactor = 70);
        CREATE TABLE token_key(fingerprint bytea NOT NULL);
        CREATE UNIQUE INDEX token_key_once ON token_key((true));
        """;

    // Beside the decisions and never of them: nothing that decides or counts reads this.
    private const string Shadows = """
        CREATE TABLE shadows(
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          decision_id uuid NOT NULL,
          kind integer NOT NULL CHECK (kind > 0),
          id text NOT NULL,
          version text NOT NULL,
          sha256 bytea NOT NULL CHECK (length(sha256) = 32),
          outcome integer NOT NULL CHECK (outcome >= 0),
          limit_fen bigint,
          nominal_rate_bps integer,
          probability double precision,
          result bytea NOT NULL,
          UNIQUE (decision_id, kind, id, version, sha256));
        """;

    // What serves is kept whole, by hash, so that any decision can be made again. Files lie in parts: one value cannot be of any length.
    private const string Contents = """
        CREATE TABLE content_parts(
          sha256 bytea NOT NULL CHECK (length(sha256) = 32),
          part integer NOT NULL CHECK (part >= 0),
          bytes bytea NOT NULL,
          PRIMARY KEY (sha256, part));
        CREATE TABLE contents(
          sha256 bytea PRIMARY KEY CHECK (length(sha256) = 32),
          manifest text NOT NULL,
          kept_at timestamptz NOT NULL);
        """;

    // What proves that the decisions are as they were committed. Those from before it are in no chain.
    private const string Chains = """
        CREATE TABLE chain_links(
          chain uuid NOT NULL,
          number bigint NOT NULL CHECK (number > 0),
          first_sequence bigint NOT NULL,
          last_sequence bigint NOT NULL,
          decided_from timestamptz NOT NULL,
          decided_to timestamptz NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          members bytea NOT NULL,
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32),
          PRIMARY KEY (chain, number));
        ALTER TABLE chain_links ALTER COLUMN members SET STORAGE EXTERNAL;
        CREATE INDEX chain_links_by_sequence ON chain_links(first_sequence);
        CREATE TABLE chain_anchors(
          number bigint PRIMARY KEY,
          made_at timestamptz NOT NULL,
          chained_after bigint NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          heads bytea NOT NULL,
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32));
        CREATE TABLE chained_after(sequence bigint NOT NULL);
        INSERT INTO chained_after SELECT coalesce(max(sequence), 0) FROM decisions;
        """;

    // What may decide, for all replicas: the last one does.
    private const string ContentEvents = """
        CREATE TABLE content_events(
          number bigint PRIMARY KEY CHECK (number > 0),
          sha256 bytea NOT NULL CHECK (length(sha256) = 32),
          requested_by text NOT NULL,
          went_back boolean NOT NULL,
          at timestamptz NOT NULL);
        """;

    // What was put is kept as it came, and beside it, made from it, what decisions use of each borrower.
    private const string RiskData = """
        CREATE TABLE risk_records(
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          client_id text NOT NULL,
          record_id text NOT NULL,
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          put_at timestamptz NOT NULL,
          record bytea NOT NULL,
          UNIQUE (client_id, record_id));
        ALTER TABLE risk_records ALTER COLUMN record SET STORAGE EXTERNAL;
        CREATE INDEX risk_records_by_borrower ON risk_records(borrower);
        CREATE TABLE stored_features(
          borrower bytea PRIMARY KEY CHECK (length(borrower) = 32),
          version bigint NOT NULL CHECK (version > 0),
          features bytea NOT NULL);
        ALTER TABLE stored_features ALTER COLUMN features SET STORAGE EXTERNAL;
        """;

    // What packed records have in common; without theirs they cannot be read.
    private const string RecordDictionaries = """
        CREATE TABLE record_dictionaries(
          number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          id bytea NOT NULL UNIQUE CHECK (length(id) = 16),
          kind integer NOT NULL CHECK (kind > 0),
          bytes bytea NOT NULL);
        """;

    // How loans went: what was put is kept as it came, and beside it, made from it, one row for each loan, in the order in which loans of a
    // product were approved, which is how they are counted.
    private const string LoanPerformance = """
        CREATE TABLE performance_records(
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          client_id text NOT NULL,
          record_id text NOT NULL,
          decision_id uuid NOT NULL,
          put_at timestamptz NOT NULL,
          record bytea NOT NULL,
          UNIQUE (client_id, record_id));
        ALTER TABLE performance_records ALTER COLUMN record SET STORAGE EXTERNAL;
        CREATE INDEX performance_records_by_decision ON performance_records(decision_id);
        CREATE TABLE loan_performance(
          decision_id uuid PRIMARY KEY,
          version bigint NOT NULL CHECK (version > 0),
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          client_id text NOT NULL,
          application_id text NOT NULL,
          product text NOT NULL,
          strategy_id text NOT NULL,
          strategy_version text NOT NULL,
          approved_at timestamptz NOT NULL,
          grade text NOT NULL,
          probability_of_default double precision,
          limit_fen bigint NOT NULL,
          status integer NOT NULL CHECK (status > 0),
          as_of date NOT NULL,
          months_on_book integer NOT NULL CHECK (months_on_book >= 0),
          first_disbursed_on date,
          disbursed_fen bigint NOT NULL CHECK (disbursed_fen BETWEEN 0 AND limit_fen),
          principal_repaid_fen bigint NOT NULL CHECK (principal_repaid_fen >= 0),
          interest_repaid_fen bigint NOT NULL CHECK (interest_repaid_fen >= 0),
          balance_fen bigint NOT NULL CHECK (balance_fen >= 0),
          overdue_fen bigint NOT NULL CHECK (overdue_fen >= 0),
          days_past_due integer NOT NULL CHECK (days_past_due >= 0),
          worst_days_past_due integer NOT NULL CHECK (worst_days_past_due >= days_past_due),
          reached_90_days_on date,
          first_defaulted_on date,
          written_off_fen bigint NOT NULL CHECK (written_off_fen >= 0),
          written_off_on date,
          settled_on date,
          cancelled_on date) WITH (fillfactor = 80);
        CREATE INDEX loan_performance_by_product ON loan_performance(product, approved_at);
        CREATE INDEX loan_performance_by_borrower ON loan_performance(borrower);
        """;

    // What happened to the lists. An entry that is put and its end are events of their own; numbers come in the order in which they are seen.
    private const string Lists = """
        CREATE TABLE list_events(
          number bigint PRIMARY KEY CHECK (number > 0),
          event integer NOT NULL CHECK (event > 0),
          entry bigint NOT NULL,
          list integer NOT NULL CHECK (list > 0),
          purpose integer NOT NULL CHECK (purpose > 0),
          subject integer NOT NULL CHECK (subject > 0),
          token bytea NOT NULL CHECK (length(token) = 16),
          holds_from bigint NOT NULL,
          holds_until bigint NOT NULL,
          kept_at bigint NOT NULL,
          client_id text NOT NULL,
          record_id text NOT NULL,
          place integer NOT NULL,
          content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
          detail bytea NOT NULL,
          UNIQUE (client_id, record_id, place));
        CREATE INDEX list_events_by_token ON list_events(token);
        CREATE INDEX list_events_by_end ON list_events(entry) WHERE event = 2;
        """;

    // Each borrower's own key, sealed: what it sealed is erased by deleting it. Nothing else of a key is kept anywhere. And the proof, for good,
    // that this was done: a chain of hashes of its own. Moments are microseconds.
    private const string Erasures = """
        CREATE TABLE borrower_keys(
          borrower bytea PRIMARY KEY CHECK (length(borrower) = 32),
          sealed_key bytea NOT NULL);
        CREATE TABLE erasures(
          number bigint PRIMARY KEY CHECK (number > 0),
          borrower bytea NOT NULL CHECK (length(borrower) = 32),
          key_id bytea CHECK (length(key_id) = 8),
          erased_at bigint NOT NULL,
          detail bytea NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32));
        CREATE INDEX erasures_by_borrower ON erasures(borrower);
        """;

    // What loans that have ended gave back of their borrowers' caps. Those that had ended before give it back now.
    private const string Releases = """
        ALTER TABLE loan_performance ADD COLUMN released_fen bigint NOT NULL DEFAULT 0 CHECK (released_fen >= 0);
        UPDATE loan_performance SET released_fen = d.reserved_fen FROM decisions AS d
          WHERE d.decision_id = loan_performance.decision_id AND loan_performance.status IN (6, 7);
        UPDATE exposures SET reserved_fen = exposures.reserved_fen - ended.fen
          FROM (SELECT borrower, sum(released_fen)::bigint AS fen FROM loan_performance WHERE released_fen > 0 GROUP BY borrower) AS ended
          WHERE ended.borrower = exposures.borrower;
        """;

    /// <summary>In the order in which they are run; a store's version is how many it has had.</summary>
    public static IReadOnlyList<string> Steps { get; } = [Ledger, Shadows, Contents, Chains, ContentEvents, RiskData, RecordDictionaries, LoanPerformance, Lists, Erasures, Releases, Governance.GovernanceTables.Postgres, Monitoring.Reports.ReportTables.Postgres, Reviews.ReviewTables.Postgres, Reassessment.ReassessmentTables.Postgres, Monitoring.Scheduling.ScheduleTables.Postgres];
}
