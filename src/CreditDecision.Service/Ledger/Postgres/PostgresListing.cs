using System.Text;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// The one query of listing, newest first. Every index of a partition ends in the order of listing and the partitions are in that order
/// too, so a page is read off one index of the newest partitions and nothing is sorted.
/// </summary>
internal static class PostgresListing
{
    public static NpgsqlCommand Command(NpgsqlDataSource source, LedgerQuery query)
    {
        NpgsqlCommand command = source.CreateCommand();
        var sql = new StringBuilder($"SELECT {PostgresRows.Columns} FROM decisions d WHERE true");
        Filter(command, sql, query);
        // One more than the page tells whether there is a next one.
        sql.Append(" ORDER BY d.decided_at DESC, d.sequence DESC LIMIT ").Append(Next(command, PostgresRows.Number(query.Count + 1)));
        command.CommandText = sql.ToString();
        return command;
    }

    public static NpgsqlCommand CountCommand(NpgsqlDataSource source, LedgerQuery query)
    {
        NpgsqlCommand command = source.CreateCommand();
        var sql = new StringBuilder("SELECT count(*) FROM decisions d WHERE true");
        Filter(command, sql, query with { Before = null });
        command.CommandText = sql.ToString();
        return command;
    }

    private static void Filter(NpgsqlCommand command, StringBuilder sql, LedgerQuery query)
    {
        void Where(string condition, params NpgsqlParameter[] values) =>
            sql.Append(" AND ").Append(string.Format(condition, [.. values.Select(value => (object)Next(command, value))]));
        // Whoever names an application means a few rows, which the narrow table finds in whatever month they are.
        if (query.ApplicationId is { } application)
            Where("(d.decided_at, d.sequence) IN (SELECT decided_at, sequence FROM applications WHERE application_id = {0})", PostgresRows.Text(application));
        if (query.Borrower is { } borrower) Where("d.borrower = {0}", PostgresRows.Bytes(borrower.ToArray()));
        if (query.ClientId is { } client) Where("d.client_id = {0}", PostgresRows.Text(client));
        if (query.Product is { } product) Where("d.product = {0}", PostgresRows.Text(product));
        if (query.Outcome is { } outcome) Where("d.outcome = {0}", PostgresRows.Number(outcome));
        if (query.DecidedFrom is { } from) Where("d.decided_at >= {0}", PostgresRows.Moment(from));
        if (query.DecidedBefore is { } until) Where("d.decided_at < {0}", PostgresRows.Moment(until));
        if (query.Before is { } before)
        {
            DateTimeOffset at = SqliteRows.FromMicroseconds(before.DecidedAtMicroseconds);
            // Said twice: the first keeps later months out, the second is exact.
            Where("d.decided_at <= {0}", PostgresRows.Moment(at));
            Where("(d.decided_at, d.sequence) < ({0}, {1})", PostgresRows.Moment(at), PostgresRows.Number(before.Sequence));
        }
    }

    private static string Next(NpgsqlCommand command, NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return $"${command.Parameters.Count}";
    }
}
