using System.Text;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The one query of listing, newest first. SQLite keeps no statistics here and would guess which index to walk, so the query says it: the
/// narrowest filter leads, and a unary plus keeps the indexes of the others out. Every index but the one of an application, which matches
/// a few rows, holds the order of listing; so a page is read off it and nothing is sorted.
/// </summary>
internal static class SqliteListing
{
    public static SqliteCommand Command(SqliteConnection connection, LedgerQuery query)
    {
        SqliteCommand command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT {SqliteRows.Columns} FROM decisions WHERE 1 = 1");
        Filter(command, sql, query);
        sql.Append(" ORDER BY decided_at DESC, sequence DESC LIMIT $count");
        // One more than the page tells whether there is a next one.
        command.Parameters.AddWithValue("$count", query.Count + 1);
        command.CommandText = sql.ToString();
        return command;
    }

    public static SqliteCommand CountCommand(SqliteConnection connection, LedgerQuery query)
    {
        SqliteCommand command = connection.CreateCommand();
        var sql = new StringBuilder("SELECT count(*) FROM decisions WHERE 1 = 1");
        Filter(command, sql, query with { Before = null });
        command.CommandText = sql.ToString();
        return command;
    }

    private static void Filter(SqliteCommand command, StringBuilder sql, LedgerQuery query)
    {
        bool led = false;
        void Equal(string column, object? value)
        {
            if (value is null) return;
            sql.Append($" AND {(led ? "+" : "")}{column} = ${column}");
            command.Parameters.AddWithValue($"${column}", value);
            led = true;
        }
        // From the narrowest to the widest.
        Equal("application_id", query.ApplicationId);
        Equal("borrower", query.Borrower?.ToArray());
        Equal("client_id", query.ClientId);
        Equal("product", query.Product);
        Equal("outcome", query.Outcome);
        AddTimes(command, sql, query);
    }

    public static LedgerPage Read(SqliteCommand command, int count)
    {
        var entries = new List<LedgerEntry>(count);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (entries.Count == count)
            {
                LedgerEntry last = entries[^1];
                return new LedgerPage(entries, new LedgerPosition(SqliteRows.ToMicroseconds(last.DecidedAt), last.Sequence));
            }
            entries.Add(SqliteRows.Read(rows));
        }
        return new LedgerPage(entries, null);
    }

    private static void AddTimes(SqliteCommand command, StringBuilder sql, LedgerQuery query)
    {
        void Where(string condition, string name, long? value)
        {
            if (value is null) return;
            sql.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }
        Where("decided_at >= $from", "$from", query.DecidedFrom is { } from ? SqliteRows.ToMicroseconds(from) : null);
        Where("decided_at < $until", "$until", query.DecidedBefore is { } until ? SqliteRows.ToMicroseconds(until) : null);
        Where("(decided_at, sequence) < ($at, $sequence)", "$at", query.Before?.DecidedAtMicroseconds);
        if (query.Before is { } before) command.Parameters.AddWithValue("$sequence", before.Sequence);
    }
}
