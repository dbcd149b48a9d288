using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Decisions.Backtests;

/// <summary>Decisions of every outcome, priced and unpriced, drawn from a seed; what they say need not fit together, only add up.</summary>
internal static class RandomSamples
{
    private static readonly Application Someone = DecisionContent.Admit(DecisionContent.Draft());

    public static IReadOnlyList<Action<BacktestTally>> Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random))];
    }

    private static Action<BacktestTally> One(Random random)
    {
        if (random.Next(10) == 0)
        {
            string cause = $"cause {random.Next(3)}";
            return tally => tally.AddUndecided(cause);
        }
        Verdict recorded = Recorded(random);
        int[] reasons = [.. Enumerable.Range(0, random.Next(3)).Select(_ => 1000 + random.Next(4))];
        bool degraded = random.Next(4) == 0;
        Decision candidate = Candidate(random);
        bool? bad = random.Next(3) switch { 0 => true, 1 => false, _ => null };
        return tally => tally.Add(new BacktestSample(Someone, default, recorded, reasons, degraded, candidate, bad));
    }

    private static Verdict Recorded(Random random) => new(
        (Outcome)random.Next(5),
        random.Next(2) == 0 ? "" : "B",
        random.Next(4) == 0 ? null : random.NextInt64(Verdict.PdParts + 1),
        new BasisPoints(random.Next(10_001)),
        random.Next(3) == 0 ? null : new OfferedPrice(Money.FromFen(random.NextInt64(20_000_000)), new(random.Next(2_400)), new(random.Next(2_400)), new(random.Next(2_400))));

    private static Decision Candidate(Random random)
    {
        var outcome = (Outcome)random.Next(5);
        ReasonDefinition reason = DecisionContent.Context.Reasons.All.ElementAt(random.Next(5));
        var trace = new StageTrace(
            (Stage)random.Next(1, 9), outcome, null, [], [new WeighedReason(outcome, reason)], [],
            [new FiredRule($"rule-{random.Next(3)}", outcome, reason.Code, random.Next(2) == 0, "")],
            [new TableHit("caps", random.Next(2) == 0 ? [] : [$"row {random.Next(4)}"])]);
        return new Decision(
            outcome,
            outcome is Outcome.Approve or Outcome.Refer ? OfferOf(random) : null,
            outcome == Outcome.Approve ? [] : [reason],
            random.Next(2) == 0 ? default : new Grade(1, "A"),
            random.Next(4) == 0 ? null : Probability.Of(random.NextDouble()),
            [trace],
            DecisionContent.Strategy,
            random.Next(4) == 0 ? [new DegradedMark("x", DegradedCause.Missing)] : [],
            DecisionContent.Now.AddDays(random.Next(90)),
            Money.Zero);
    }

    private static Offer OfferOf(Random random)
    {
        Money limit = Money.FromYuan(1_000 * random.Next(1, 100));
        RepaymentSchedule schedule = RepaymentSchedule.Create(limit, 12, new BasisPoints(random.Next(1, 2_000)), RepaymentMethod.EqualInstallment, FeePlan.None);
        var rate = new AnnualRate(RateOutcome.Solved, random.NextDouble() / 5);
        return new Offer(limit, new PricedLoan(RateBinding.Components, rate, rate, schedule));
    }
}
