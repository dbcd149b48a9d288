using System.Data.Common;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Ledger;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reassessment;

/// <summary>What became of a product after something of it was stopped (A41): counted a day at a time, each a short range of an index.</summary>
internal sealed class EffectQueries(StoreSessions sessions, GovernanceBook book, GovernanceOptions options, TimeProvider time)
{
    private const string Decisions = "SELECT outcome, count(*) FROM decisions WHERE product = $1 AND decided_at >= $2 AND decided_at < $3 GROUP BY outcome";

    private const string Loans = """
        SELECT count(*), count(first_defaulted_on) FROM loan_performance WHERE product = $1 AND approved_at >= $2 AND approved_at < $3 AND disbursed_fen > 0
        """;

    /// <exception cref="RpcException">The request cannot be accepted, or the thing was never stopped.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<Wire.EffectReport> OfAsync(Wire.GetEffectRequest request, CancellationToken cancellation)
    {
        var check = new GovernanceRequests();
        if (request.Thing is null) check.Errors.Add(new("thing", "is required"));
        ThingKey key = request.Thing is { } asked ? check.Key(asked.Id, asked.Version, "thing", least: 0) : default;
        check.Throw();
        GovernanceState state = await book.FollowAsync(cancellation);
        StopCause cause = StopCause.In(state).LastOrDefault(cause => cause.Event.Command.Thing is var thing && thing.Id == key.Id && (key.Version == 0 || thing == key))
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"{key.Id} was never stopped, or nothing rests on it."));
        DateTimeOffset stopped = cause.Event.At, until = stopped.AddDays(options.WatchDays), now = time.GetUtcNow();
        var report = new Wire.EffectReport { Cause = cause.Number, StoppedAt = stopped.ToTimestamp(), WatchedUntil = until.ToTimestamp() };
        report.Products.Add(state.Portfolio.Things.Values.Where(thing => thing.Registration.Kind == ThingKind.Strategy && cause.Strategies.Contains((thing.Key.Id, thing.Registration.Label)))
            .Select(thing => thing.Registration.Slot).Distinct().Order(StringComparer.Ordinal));
        report.Before = await CountAsync(report, stopped.AddDays(-options.WatchDays), stopped, isAfter: false, cancellation);
        report.After = await CountAsync(report, stopped, now < until ? now : until, isAfter: true, cancellation);
        return report;
    }

    /// <returns>The sum of the days.</returns>
    private async Task<Wire.EffectSum> CountAsync(Wire.EffectReport report, DateTimeOffset from, DateTimeOffset before, bool isAfter, CancellationToken cancellation)
    {
        var all = new Wire.EffectSum();
        for (DateOnly day = BeijingTime.DayOf(from); BeijingTime.StartOf(day) < before; day = day.AddDays(1))
        {
            DateTimeOffset start = BeijingTime.StartOf(day), end = BeijingTime.StartOf(day.AddDays(1));
            var sum = new Wire.EffectSum();
            foreach (string product in report.Products) await AddAsync(sum, product, start > from ? start : from, end < before ? end : before, cancellation);
            if (sum.Decisions == 0 && sum.Loans == 0) continue;
            (all.Decisions, all.Approved, all.Referred) = (all.Decisions + sum.Decisions, all.Approved + sum.Approved, all.Referred + sum.Referred);
            (all.Loans, all.Defaulted) = (all.Loans + sum.Loans, all.Defaulted + sum.Defaulted);
            report.Days.Add(new Wire.EffectDay { Day = day.ToString("O"), After = isAfter, Sum = WithRates(sum) });
        }
        return WithRates(all);
    }

    private async Task AddAsync(Wire.EffectSum sum, string product, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation)
    {
        object[] values = [product, sessions.Moment(from.ToUniversalTime()), sessions.Moment(before.ToUniversalTime())];
        foreach ((int outcome, long count) in await sessions.ReadAsync(Decisions, row => (row.GetInt32(0), row.GetInt64(1)), cancellation, values))
        {
            sum.Decisions += count;
            if (outcome == (int)Wire.Outcome.Approve) sum.Approved += count;
            if (outcome == (int)Wire.Outcome.Refer) sum.Referred += count;
        }
        (long loans, long defaulted) = (await sessions.ReadAsync(Loans, Pair, cancellation, values))[0];
        (sum.Loans, sum.Defaulted) = (sum.Loans + loans, sum.Defaulted + defaulted);
    }

    private static (long, long) Pair(DbDataReader row) => (row.GetInt64(0), row.GetInt64(1));

    private static Wire.EffectSum WithRates(Wire.EffectSum sum)
    {
        if (sum.Decisions > 0) (sum.ApprovalRate, sum.ReferralRate) = ((double)sum.Approved / sum.Decisions, (double)sum.Referred / sum.Decisions);
        if (sum.Loans > 0) sum.DefaultRate = (double)sum.Defaulted / sum.Loans;
        return sum;
    }
}
