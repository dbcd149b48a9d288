namespace CreditDecision.Service.Governance;

/// <summary>
/// Steps of the stores' schemas: what may decide, in the order in which it was put to use; and what governed things went through, a chain of hashes of its
/// own, with the documents that its events name by their hash.
/// </summary>
internal static class GovernanceTables
{
    public const string Sqlite = """
        CREATE TABLE content_events(
          number INTEGER PRIMARY KEY CHECK(number > 0),
          sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
          requested_by TEXT NOT NULL,
          went_back INTEGER NOT NULL,
          at INTEGER NOT NULL,
          base_sha256 BLOB CHECK(length(base_sha256) = 32)) STRICT;
        CREATE TABLE governance_events(
          number INTEGER PRIMARY KEY CHECK (number > 0),
          event BLOB NOT NULL,
          previous BLOB NOT NULL CHECK (length(previous) = 32),
          digest BLOB NOT NULL CHECK (length(digest) = 32),
          seal BLOB NOT NULL CHECK (length(seal) = 32)) STRICT;
        CREATE TABLE governance_documents(
          sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
          kind INTEGER NOT NULL CHECK (kind > 0),
          media_type TEXT NOT NULL,
          content BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """;

    public const string Postgres = """
        ALTER TABLE content_events ADD COLUMN base_sha256 bytea CHECK (length(base_sha256) = 32);
        CREATE TABLE governance_events(
          number bigint PRIMARY KEY CHECK (number > 0),
          event bytea NOT NULL,
          previous bytea NOT NULL CHECK (length(previous) = 32),
          digest bytea NOT NULL CHECK (length(digest) = 32),
          seal bytea NOT NULL CHECK (length(seal) = 32));
        CREATE TABLE governance_documents(
          sha256 bytea PRIMARY KEY CHECK (length(sha256) = 32),
          kind integer NOT NULL CHECK (kind > 0),
          media_type text NOT NULL,
          content bytea NOT NULL);
        """;
}
