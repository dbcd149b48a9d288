using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>Makes a store as the first version of the service did: with that version's own statements and one decision in it.</summary>
internal static class FirstSchema
{
    private const string Made = """
        PRAGMA journal_mode = WAL;
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
        PRAGMA application_id = 1128547651;
        PRAGMA user_version = 1;
        INSERT INTO decisions VALUES(1, zeroblob(16), 'client', 'old', zeroblob(32), zeroblob(32), 'cash', 1, 1700000000000000, 500, 's', '1', x'010203', x'040506');
        """;

    public static void Make(string store)
    {
        using SqliteConnection connection = LedgerAudit.Connect(store);
        LedgerAudit.Run(connection, Made);
    }
}
