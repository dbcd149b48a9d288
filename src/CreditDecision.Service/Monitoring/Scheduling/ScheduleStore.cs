using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring.Scheduling;

/// <summary>
/// Who of the replicas runs what is due. Its members throw <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
internal sealed class ScheduleStore(StoreSessions sessions)
{
    // A replica that ended in the middle of a run lets go of it after this long.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // $3 is the last moment of a run after which the next is due.
    private const string Claim = """
        INSERT INTO monitoring_schedule(thing, ran_at, claimed_until) VALUES ($1, 0, $4)
        ON CONFLICT (thing) DO UPDATE SET claimed_until = excluded.claimed_until
        WHERE monitoring_schedule.ran_at <= $3 AND monitoring_schedule.claimed_until <= $2
        """;

    /// <returns>Whether it is due and the caller's to run; then <see cref="EndAsync"/> follows.</returns>
    public ValueTask<bool> ClaimAsync(string thing, DateTimeOffset now, TimeSpan every, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        int claimed = await session.RunAsync(Claim, thing, SqliteRows.ToMicroseconds(now), SqliteRows.ToMicroseconds(now - every), SqliteRows.ToMicroseconds(now + Longest));
        if (claimed == 1) await session.CommitAsync();
        return claimed == 1;
    }, cancellation);

    /// <param name="ranAt">Null where it did not run and is still due.</param>
    public async ValueTask EndAsync(string thing, DateTimeOffset? ranAt, CancellationToken cancellation) => await sessions.WriteAsync(async session =>
    {
        int ended = ranAt is { } at
            ? await session.RunAsync("UPDATE monitoring_schedule SET claimed_until = 0, ran_at = $2 WHERE thing = $1", thing, SqliteRows.ToMicroseconds(at))
            : await session.RunAsync("UPDATE monitoring_schedule SET claimed_until = 0 WHERE thing = $1", thing);
        await session.CommitAsync();
        return ended;
    }, cancellation);
}
