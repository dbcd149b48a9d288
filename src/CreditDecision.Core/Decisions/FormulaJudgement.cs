using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rules;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What the strategy's formulas work out for one application. One without an answer sends it to a person.</summary>
internal static class FormulaJudgement
{
    private static readonly CelError OutOfRange = new(CelErrorKind.Range, "a price adjustment beyond its bounds");

    /// <param name="binding">The cap that set it, the first one written where several are equally low.</param>
    /// <returns>The lowest cap, rounded down to the fen and not below zero; null where no cap has an answer.</returns>
    public static Money? LowestCap(DecisionRun run, StageFinding finding, out LimitCap? binding)
    {
        StrategyRules rules = run.Strategy.Rules;
        RuleJudgement.CheckFeatures(run, finding, rules.CapSlots);
        (Money? lowest, binding) = (null, null);
        foreach (LimitCap cap in rules.Caps)
        {
            if (cap.Most.Number(run.Features.Values, out double yuan) is { } error)
            {
                RuleJudgement.Unanswered(run, finding, cap.Id, WhenMissing.Refer, error);
                continue;
            }
            Money most = RoundedDown(yuan);
            if (lowest is null || most < lowest) (lowest, binding) = (most, cap);
        }
        return lowest;
    }

    /// <returns>The sum of all adjustments that have an answer, each rounded half-up to the basis point.</returns>
    public static BasisPoints Adjustment(DecisionRun run, StageFinding finding)
    {
        StrategyRules rules = run.Strategy.Rules;
        RuleJudgement.CheckFeatures(run, finding, rules.AdjustmentSlots);
        BasisPoints sum = BasisPoints.Zero;
        foreach (PriceAdjustment adjustment in rules.Adjustments)
        {
            CelError? error = adjustment.Add.Number(run.Features.Values, out double bps);
            if (Math.Abs(bps) > PriceAdjustment.MostBps) error = OutOfRange;
            if (error is not null) RuleJudgement.Unanswered(run, finding, adjustment.Id, WhenMissing.Refer, error);
            else if (RoundedHalfUp(bps) is { Value: not 0 } rounded)
            {
                sum += rounded;
                finding.Fired(new FiredRule(adjustment.Id, Outcome.Approve, default, Unanswered: false, ""));
            }
        }
        return sum;
    }

    // By way of a decimal, as below: 0.285 of a hundred is 28.5 to whoever wrote it, and as a double a hair less.
    private static BasisPoints RoundedHalfUp(double bps) => new((int)decimal.Floor((decimal)bps + 0.5m));

    // By way of a decimal, which has 1234.56 as it is written: as a double times 100 it is a hair below 123,456.
    private static Money RoundedDown(double yuan)
    {
        double most = LimitPolicy.LargestAmount.Fen / (double)Money.FenPerYuan;
        return yuan <= 0 ? Money.Zero : Money.FromFen((long)decimal.Floor((decimal)Math.Min(yuan, most) * Money.FenPerYuan));
    }
}
