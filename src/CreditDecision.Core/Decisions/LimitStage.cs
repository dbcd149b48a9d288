using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Strategies.Rules;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>How much: affordability, debt, grade, the borrower's cap and the strategy's own (A6, A21).</summary>
internal static class LimitStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        Application application = run.Application;
        StrategySnapshot strategy = run.Strategy;
        Money? strategyCap = FormulaJudgement.LowestCap(run, finding, out LimitCap? lowestCap);
        var question = new LimitQuestion
        {
            Requested = application.Amount,
            TenorMonths = application.TenorMonths,
            Method = application.RepaymentMethod,
            MonthlyIncome = application.Finances.MonthlyIncome,
            MonthlyDebtService = application.Finances.MonthlyDebtService + ServiceOfReserved(run),
            OutstandingDebt = application.Finances.OutstandingDebt + run.Facts.ReservedConsumerCredit,
            Grade = run.Grade,
            CapHeadroom = HeadroomOf(run),
            StrategyCap = strategyCap,
            StressRate = strategy.Pricing.Ceiling,
            Fees = strategy.Pricing.Fees,
        };
        LimitResult result = LimitCalculator.Calculate(question, strategy.Limit);
        run.Limit = result.Limit;
        Note(finding, result, strategyCap);
        if (result.Binding == LimitBinding.StrategyCap) Cut(finding, result, lowestCap!);
        else if (!result.IsOffer) finding.Decline(ReasonOf(result.Binding));
        // Where there is nothing to lend there is nothing left to weigh.
        if (!result.IsOffer) return;
        run.Know(StrategyFacts.Limit, result.Limit.Fen / 100.0);
        run.Know(StrategyFacts.RequestedShare, (double)result.Limit.Fen / application.Amount.Fen);
        RuleJudgement.Judge(run, finding, Stage.Limit);
    }

    private static void Cut(StageFinding finding, in LimitResult result, LimitCap cap)
    {
        if (!result.IsOffer) finding.Decline(cap.Reason);
        finding.Fired(new FiredRule(cap.Id, result.IsOffer ? Outcome.Approve : Outcome.Decline, cap.Reason, Unanswered: false, ""));
    }

    // Only consumer credit is capped per borrower by the draft; business products have their own caps in their limit tables.
    private static Money HeadroomOf(DecisionRun run) => run.Strategy.Product.Category == ProductCategory.Consumer
        ? run.Strategy.Bank.ConsumerCreditCap - run.Facts.ReservedConsumerCredit - run.Application.Finances.ConsumerCreditHere
        : Money.MaxValue;

    // What this service granted before is debt too, drawn or not (A21): taken as an equal-instalment loan at the ceiling rate.
    private static Money ServiceOfReserved(DecisionRun run)
    {
        Money reserved = run.Facts.ReservedConsumerCredit;
        if (!reserved.IsPositive) return Money.Zero;
        StrategySnapshot strategy = run.Strategy;
        var walk = new InstallmentWalk(
            reserved, strategy.Limit.ReservedTenorMonths, strategy.Pricing.Ceiling, RepaymentMethod.EqualInstallment, FeePlan.None);
        return walk.LargestPayment();
    }

    private static void Note(StageFinding finding, in LimitResult result, Money? strategyCap)
    {
        finding.Note("requested_fen", result.Requested.Fen);
        finding.Note("affordable_payment_fen", result.AffordablePayment.Fen);
        finding.Note("affordable_fen", result.Affordable.Fen);
        finding.Note("debt_multiple_fen", result.DebtMultiple.Fen);
        finding.Note("grade_most_fen", result.GradeMaximum.Fen);
        finding.Note("product_most_fen", result.ProductMaximum.Fen);
        finding.Note("cap_headroom_fen", result.CapHeadroom.Fen);
        if (strategyCap is { } cap) finding.Note("strategy_cap_fen", cap.Fen);
        finding.Note("limit_fen", result.Limit.Fen);
    }

    private static ReasonCode ReasonOf(LimitBinding binding) => binding switch
    {
        LimitBinding.GradeNotEligible or LimitBinding.GradeMaximum => EngineReasons.GradeNotEligible,
        LimitBinding.TenorNotOffered => EngineReasons.TenorOutsideProduct,
        LimitBinding.CapHeadroom => EngineReasons.CapReached,
        LimitBinding.DebtMultiple => EngineReasons.DebtTooHigh,
        LimitBinding.Affordability => EngineReasons.AffordabilityInsufficient,
        _ => EngineReasons.AmountOutsideProduct,
    };
}
