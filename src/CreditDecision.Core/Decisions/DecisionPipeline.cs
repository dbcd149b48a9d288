using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Decisions;

/// <summary>
/// The heart: one application, what is known of the borrower, one strategy and one moment make one decision. Pure and synchronous, so
/// serving, replay, back-test, simulation and audit are all calls of this function and cannot disagree.
/// </summary>
public static class DecisionPipeline
{
    /// <summary>
    /// Decides. Hard rules come first and cheap ones before expensive ones; a stage that declines or finds the loan out of scope ends the
    /// matter, one that refers does not, so that the reviewer sees what the later stages would have said.
    /// </summary>
    /// <param name="decidedAt">The moment for which consents, ages and the age of data are judged.</param>
    public static Decision Decide(Application application, Facts facts, StrategySnapshot strategy, DateTimeOffset decidedAt) =>
        Decide(new DecisionRun(application, facts, strategy, decidedAt));

    /// <summary>
    /// The same decision for who counts what was decided and shows it to nobody: the contributions of the models and the figures of the stages
    /// are empty. Everything else is as <see cref="Decide(Application, Facts, StrategySnapshot, DateTimeOffset)"/> would have it, reasons
    /// included. It holds until the next one is made in the same room.
    /// </summary>
    public static Decision DecideToCount(
        Application application, Facts facts, StrategySnapshot strategy, DateTimeOffset decidedAt, DecisionRoom room) =>
        Decide(new DecisionRun(application, facts, strategy, decidedAt) { IsShown = false, Room = room });

    private static Decision Decide(DecisionRun run)
    {
        run.Judge(Stage.Compliance, ComplianceStage.Judge);
        run.Judge(Stage.Identity, IdentityStage.Judge);
        run.Judge(Stage.AntiFraud, AntiFraudStage.Judge);
        run.Judge(Stage.AntiMoneyLaundering, AntiMoneyLaunderingStage.Judge);
        run.Judge(Stage.Risk, RiskStage.Judge);
        // Without a probability there is no grade, so nothing to lend on and nothing to price; a person sees the application as it is.
        if (run.ProbabilityOfDefault is null) return run.Close();
        run.Judge(Stage.Limit, LimitStage.Judge);
        run.Judge(Stage.Pricing, PricingStage.Judge);
        run.Judge(Stage.Review, ReviewStage.Judge);
        return run.Close();
    }
}
