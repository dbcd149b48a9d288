using System.Text;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Reviews;

/// <summary>
/// The query for a page of cases. Those that are not closed have an index of their own, in the order of listing, so that a page costs the same however
/// many were closed; each query says which of the two indexes it means.
/// </summary>
internal static class CaseSelection
{
    private const string Pending = "state < 4", Closed = "state >= 4";

    /// <param name="bind">Takes a value and returns its place in the statement.</param>
    public static string Of(CaseQuery query, Func<object, string> bind)
    {
        var sql = new StringBuilder($"SELECT decision_id, sequence, referred_at FROM review_cases WHERE {Where(query, bind)}");
        foreach ((string column, string value) in query.Equal) sql.Append($" AND {column} = {bind(value)}");
        if (query.ReferredUntil is { } until) sql.Append($" AND {Pending} AND referred_at <= {bind(until)}");
        if (query.After is { } after)
            sql.Append($" AND (referred_at, sequence) > ({bind(SqliteRows.FromMicroseconds(after.DecidedAtMicroseconds))}, {bind(after.Sequence)})");
        return sql.Append($" ORDER BY referred_at, sequence LIMIT {bind((long)query.Count)}").ToString();
    }

    // A claim that lapsed leaves its case open, and nobody writes that down.
    private static string Where(CaseQuery query, Func<object, string> bind) => query.State switch
    {
        null => Pending,
        ReviewState.Open => $"{Pending} AND (state = 1 OR (state = 2 AND claimed_until <= {bind(SqliteRows.ToMicroseconds(query.Now))}))",
        ReviewState.Claimed => $"{Pending} AND state = 2 AND claimed_until > {bind(SqliteRows.ToMicroseconds(query.Now))}",
        ReviewState.AwaitingConfirmation => $"{Pending} AND state = 3",
        { } closed => $"{Closed} AND state = {(int)closed}",
    };
}
