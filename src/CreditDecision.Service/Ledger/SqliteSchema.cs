namespace CreditDecision.Service.Ledger;

/// <summary>
/// The tables of a store, as the steps that made them. A step that served once is never changed: a store is brought up from the version it
/// has, in one transaction, when it is opened.
/// </summary>
internal static class SqliteSchema
{
    // Decisions are never deleted, so the row id ascends. Each index holds one filter and then the order of listing (the row id is the
    // end of every index), so that a page costs the same at any size. The application stands first in its index, so that it can be looked
    // for without its client. The trigger makes a decision and its reservation one statement: neither is ever there alone.
    private const string Decisions = """
        CREATE TABLE decisions(
          sequence INTEGER PRIMARY KEY,
          decision_id BLOB NOT NULL UNIQUE CHECK(length(decision_id) = 16),
          client_id TEXT NOT NULL,
          application_id TEXT NOT NULL,
          content_hash BLOB NOT NULL CHECK(length(content_hash) = 32),
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          product TEXT NOT NULL,
          outcome INTEGER NOT NULL CHECK(outcome > 0),
          decided_at INTEGER NOT NULL,
          reserved_fen INTEGER NOT NULL CHECK(reserved_fen >= 0),
          strategy_id TEXT NOT NULL,
          strategy_version TEXT NOT NULL,
          decision BLOB NOT NULL,
          evidence BLOB NOT NULL,
          UNIQUE(application_id, client_id)) STRICT;
        CREATE INDEX decisions_by_time ON decisions(decided_at);
        CREATE INDEX decisions_by_borrower ON decisions(borrower, decided_at);
        CREATE INDEX decisions_by_client ON decisions(client_id, decided_at);
        CREATE INDEX decisions_by_product ON decisions(product, decided_at);
        CREATE INDEX decisions_by_outcome ON decisions(outcome, decided_at);
        CREATE TABLE exposures(
          borrower BLOB PRIMARY KEY CHECK(length(borrower) = 32),
          reserved_fen INTEGER NOT NULL CHECK(reserved_fen >= 0)) STRICT, WITHOUT ROWID;
        CREATE TABLE token_key(fingerprint BLOB NOT NULL) STRICT;
        CREATE TRIGGER reserve AFTER INSERT ON decisions WHEN NEW.reserved_fen > 0 BEGIN
          INSERT INTO exposures(borrower, reserved_fen) VALUES(NEW.borrower, NEW.reserved_fen)
          ON CONFLICT(borrower) DO UPDATE SET reserved_fen = reserved_fen + NEW.reserved_fen;
        END;
        """;

    // What serves is kept whole, by hash, so that any decision can be made again; a file that many contents share is kept once.
    private const string Contents = """
        CREATE TABLE content_files(
          sha256 BLOB PRIMARY KEY CHECK(length(sha256) = 32),
          bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE contents(
          sha256 BLOB PRIMARY KEY CHECK(length(sha256) = 32),
          manifest TEXT NOT NULL,
          kept_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // Beside the decisions and never of them: nothing that decides or counts reads this.
    private const string Shadows = """
        CREATE TABLE shadows(
          sequence INTEGER PRIMARY KEY,
          decision_id BLOB NOT NULL CHECK(length(decision_id) = 16),
          kind INTEGER NOT NULL CHECK(kind > 0),
          id TEXT NOT NULL,
          version TEXT NOT NULL,
          sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
          outcome INTEGER NOT NULL CHECK(outcome >= 0),
          limit_fen INTEGER,
          nominal_rate_bps INTEGER,
          probability REAL,
          result BLOB NOT NULL,
          UNIQUE(decision_id, kind, id, version, sha256)) STRICT;
        """;

    // A long file in parts, so that writing it never keeps decisions waiting for long.
    private const string ContentParts = """
        CREATE TABLE content_parts(
          sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
          part INTEGER NOT NULL CHECK(part >= 0),
          bytes BLOB NOT NULL,
          PRIMARY KEY(sha256, part)) STRICT, WITHOUT ROWID;
        """;

    // A reply is mostly trace and schedule, and three times as long as all else of a decision. In a table of its own it is out of the way of
    // who walks over all decisions, for whom the summary says it. Decisions from before have no summary; their reply is one. Whoever records
    // inserts into the view, so that a decision, its reply and its reservation are one statement.
    private const string Replies = """
        CREATE TABLE replies(
          sequence INTEGER PRIMARY KEY,
          decision BLOB NOT NULL) STRICT;
        INSERT INTO replies SELECT sequence, decision FROM decisions;
        ALTER TABLE decisions DROP COLUMN decision;
        ALTER TABLE decisions ADD COLUMN summary BLOB;
        CREATE VIEW entries AS SELECT decisions.*, replies.decision FROM decisions CROSS JOIN replies USING(sequence);
        CREATE TRIGGER record INSTEAD OF INSERT ON entries BEGIN
          INSERT INTO decisions(decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at,
            reserved_fen, strategy_id, strategy_version, evidence, summary)
          VALUES(NEW.decision_id, NEW.client_id, NEW.application_id, NEW.content_hash, NEW.borrower, NEW.product, NEW.outcome, NEW.decided_at,
            NEW.reserved_fen, NEW.strategy_id, NEW.strategy_version, NEW.evidence, NEW.summary);
          INSERT INTO replies VALUES(last_insert_rowid(), NEW.decision);
        END;
        """;

    // What proves that the decisions are as they were committed. Those from before it are in no chain.
    private const string Chains = """
        CREATE TABLE chain_links(
          chain BLOB NOT NULL CHECK(length(chain) = 16),
          number INTEGER NOT NULL CHECK(number > 0),
          first_sequence INTEGER NOT NULL,
          last_sequence INTEGER NOT NULL,
          decided_from INTEGER NOT NULL,
          decided_to INTEGER NOT NULL,
          previous BLOB NOT NULL CHECK(length(previous) = 32),
          members BLOB NOT NULL,
          digest BLOB NOT NULL CHECK(length(digest) = 32),
          seal BLOB NOT NULL CHECK(length(seal) = 32),
          UNIQUE(chain, number)) STRICT;
        CREATE INDEX chain_links_by_sequence ON chain_links(first_sequence);
        CREATE TABLE chain_anchors(
          number INTEGER PRIMARY KEY,
          made_at INTEGER NOT NULL,
          chained_after INTEGER NOT NULL,
          previous BLOB NOT NULL CHECK(length(previous) = 32),
          heads BLOB NOT NULL,
          digest BLOB NOT NULL CHECK(length(digest) = 32),
          seal BLOB NOT NULL CHECK(length(seal) = 32)) STRICT;
        CREATE TABLE chained_after(sequence INTEGER NOT NULL) STRICT;
        INSERT INTO chained_after SELECT coalesce(max(sequence), 0) FROM decisions;
        """;

    // What was put is kept as it came, and beside it, made from it, what decisions use of each borrower.
    private const string RiskData = """
        CREATE TABLE risk_records(
          sequence INTEGER PRIMARY KEY,
          client_id TEXT NOT NULL,
          record_id TEXT NOT NULL,
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          put_at INTEGER NOT NULL,
          record BLOB NOT NULL,
          UNIQUE(client_id, record_id)) STRICT;
        CREATE INDEX risk_records_by_borrower ON risk_records(borrower);
        CREATE TABLE stored_features(
          borrower BLOB PRIMARY KEY CHECK(length(borrower) = 32),
          version INTEGER NOT NULL CHECK(version > 0),
          features BLOB NOT NULL) STRICT;
        """;

    // What packed records have in common; without theirs they cannot be read.
    private const string RecordDictionaries = """
        CREATE TABLE record_dictionaries(
          number INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
          kind INTEGER NOT NULL CHECK(kind > 0),
          bytes BLOB NOT NULL) STRICT;
        """;

    // How loans went: what was put is kept as it came, and beside it, made from it, one row for each loan. Days are text, as 2026-11-30.
    private const string LoanPerformance = """
        CREATE TABLE performance_records(
          sequence INTEGER PRIMARY KEY,
          client_id TEXT NOT NULL,
          record_id TEXT NOT NULL,
          decision_id BLOB NOT NULL CHECK(length(decision_id) = 16),
          put_at INTEGER NOT NULL,
          record BLOB NOT NULL,
          UNIQUE(client_id, record_id)) STRICT;
        CREATE INDEX performance_records_by_decision ON performance_records(decision_id);
        CREATE TABLE loan_performance(
          decision_id BLOB PRIMARY KEY CHECK(length(decision_id) = 16),
          version INTEGER NOT NULL CHECK(version > 0),
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          client_id TEXT NOT NULL,
          application_id TEXT NOT NULL,
          product TEXT NOT NULL,
          strategy_id TEXT NOT NULL,
          strategy_version TEXT NOT NULL,
          approved_at INTEGER NOT NULL,
          grade TEXT NOT NULL,
          probability_of_default REAL,
          limit_fen INTEGER NOT NULL,
          status INTEGER NOT NULL CHECK(status > 0),
          as_of TEXT NOT NULL,
          months_on_book INTEGER NOT NULL CHECK(months_on_book >= 0),
          first_disbursed_on TEXT,
          disbursed_fen INTEGER NOT NULL CHECK(disbursed_fen BETWEEN 0 AND limit_fen),
          principal_repaid_fen INTEGER NOT NULL CHECK(principal_repaid_fen >= 0),
          interest_repaid_fen INTEGER NOT NULL CHECK(interest_repaid_fen >= 0),
          balance_fen INTEGER NOT NULL CHECK(balance_fen >= 0),
          overdue_fen INTEGER NOT NULL CHECK(overdue_fen >= 0),
          days_past_due INTEGER NOT NULL CHECK(days_past_due >= 0),
          worst_days_past_due INTEGER NOT NULL CHECK(worst_days_past_due >= days_past_due),
          reached_90_days_on TEXT,
          first_defaulted_on TEXT,
          written_off_fen INTEGER NOT NULL CHECK(written_off_fen >= 0),
          written_off_on TEXT,
          settled_on TEXT,
          cancelled_on TEXT) STRICT;
        CREATE INDEX loan_performance_by_product ON loan_performance(product, approved_at);
        CREATE INDEX loan_performance_by_borrower ON loan_performance(borrower);
        """;

    // What happened to the lists. An entry that is put and its end are events of their own.
    private const string Lists = """
        CREATE TABLE list_events(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          event INTEGER NOT NULL CHECK(event > 0),
          entry INTEGER NOT NULL,
          list INTEGER NOT NULL CHECK(list > 0),
          purpose INTEGER NOT NULL CHECK(purpose > 0),
          subject INTEGER NOT NULL CHECK(subject > 0),
          token BLOB NOT NULL CHECK(length(token) = 16),
          holds_from INTEGER NOT NULL,
          holds_until INTEGER NOT NULL,
          kept_at INTEGER NOT NULL,
          client_id TEXT NOT NULL,
          record_id TEXT NOT NULL,
          place INTEGER NOT NULL,
          content_hash BLOB NOT NULL CHECK(length(content_hash) = 32),
          detail BLOB NOT NULL,
          UNIQUE(client_id, record_id, place)) STRICT;
        CREATE INDEX list_events_by_token ON list_events(token);
        CREATE INDEX list_events_by_end ON list_events(entry) WHERE event = 2;
        """;

    // Each borrower's own key, sealed: what it sealed is erased by deleting it. Nothing else of a key is kept anywhere. And the proof, for good,
    // that this was done: a chain of hashes of its own. Moments are microseconds.
    private const string Erasures = """
        CREATE TABLE borrower_keys(
          borrower BLOB PRIMARY KEY CHECK(length(borrower) = 32),
          sealed_key BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE erasures(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          borrower BLOB NOT NULL CHECK(length(borrower) = 32),
          key_id BLOB CHECK(length(key_id) = 8),
          erased_at INTEGER NOT NULL,
          detail BLOB NOT NULL,
          previous BLOB NOT NULL CHECK(length(previous) = 32),
          digest BLOB NOT NULL CHECK(length(digest) = 32),
          seal BLOB NOT NULL CHECK(length(seal) = 32)) STRICT;
        CREATE INDEX erasures_by_borrower ON erasures(borrower);
        """;

    // What loans that have ended gave back of their borrowers' caps. Those that had ended before give it back now.
    private const string Releases = """
        ALTER TABLE loan_performance ADD COLUMN released_fen INTEGER NOT NULL DEFAULT 0 CHECK (released_fen >= 0);
        UPDATE loan_performance SET released_fen = d.reserved_fen FROM decisions AS d
          WHERE d.decision_id = loan_performance.decision_id AND loan_performance.status IN (6, 7);
        UPDATE exposures SET reserved_fen = exposures.reserved_fen - ended.fen
          FROM (SELECT borrower, sum(released_fen) AS fen FROM loan_performance WHERE released_fen > 0 GROUP BY borrower) AS ended
          WHERE ended.borrower = exposures.borrower;
        """;

    private static readonly string[] Steps = [Decisions, Contents, Shadows, ContentParts, Replies, Chains, RiskData, RecordDictionaries, LoanPerformance, Lists, Erasures, Releases, Governance.GovernanceTables.Sqlite, Monitoring.Reports.ReportTables.Sqlite, Reviews.ReviewTables.Sqlite, Reassessment.ReassessmentTables.Sqlite, Monitoring.Scheduling.ScheduleTables.Sqlite];

    public static long Version => Steps.Length;

    /// <summary>The statements that bring a store of this version up to <see cref="Version"/>.</summary>
    public static string From(long version) => string.Join('\n', Steps.Skip((int)version));
}
