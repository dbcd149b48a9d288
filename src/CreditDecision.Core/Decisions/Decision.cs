using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>The answer to one application with its evidence. A pure function of application, facts, strategy and time.</summary>
/// <param name="Offer">With Approve; with Refer when the application got as far as an offer.</param>
/// <param name="Reasons">Those that speak for the outcome, in order of precedence; empty only with Approve. The trace holds all.</param>
/// <param name="Grade">The default when the risk stage was not reached.</param>
/// <param name="ProbabilityOfDefault">Within 12 months; null when the risk stage was not reached.</param>
/// <param name="Reserved">What an approval takes of the borrower's consumer credit cap (A6); zero otherwise.</param>
public sealed record Decision(
    Outcome Outcome,
    Offer? Offer,
    IReadOnlyList<ReasonDefinition> Reasons,
    Grade Grade,
    Probability? ProbabilityOfDefault,
    IReadOnlyList<StageTrace> Trace,
    StrategySnapshot Strategy,
    IReadOnlyList<DegradedMark> Degraded,
    DateTimeOffset DecidedAt,
    Money Reserved);

/// <summary>What one stage read and found.</summary>
/// <param name="Outcome">What this stage alone said; Approve means "no objection".</param>
/// <param name="Leading">What its leading model said; null where no model ran.</param>
/// <param name="Beside">What the further models of the stage said, in the order of the strategy.</param>
/// <param name="Rules">Rules, formulas and triggers of the strategy that spoke or could not be answered, in written order.</param>
/// <param name="Tables">The decision tables that were asked, in written order.</param>
public sealed record StageTrace(
    Stage Stage,
    Outcome Outcome,
    ModelScore? Leading,
    IReadOnlyList<ModelScore> Beside,
    IReadOnlyList<WeighedReason> Reasons,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<FiredRule> Rules,
    IReadOnlyList<TableHit> Tables);

/// <summary>What one model said.</summary>
/// <param name="Outcome">By its own cut-offs; Refer where it had no answer.</param>
/// <param name="Score">Its own score; where it had no answer, what it gave instead of one.</param>
/// <param name="Probability">Calibrated probability of the bad event that it predicts; null where it had no answer.</param>
/// <param name="Contributions">Largest losses first; empty where explaining is dear and the model did not object.</param>
public sealed record ModelScore(
    IModel Model, Outcome Outcome, double Score, Probability? Probability, IReadOnlyList<NamedContribution> Contributions);

/// <summary>A reason with what it speaks for: the same stage may have reasons to refer and to decline.</summary>
public readonly record struct WeighedReason(Outcome Outcome, ReasonDefinition Reason);

/// <summary>What a feature cost the applicant.</summary>
/// <param name="Used">The value as the vector held it; NaN when missing.</param>
public readonly record struct NamedContribution(FeatureDefinition Feature, double Used, double Cost, CostUnit Unit, ReasonCode Reason)
{
    /// <summary>The value used, written for people. Written when asked for: a back-test, which asks for none, decides by the million.</summary>
    public string Value => Feature.Show(Used);
}

/// <summary>A figure that a stage worked out; its name ends in its unit (<c>_fen</c>, <c>_bps</c>, <c>_months</c>).</summary>
public readonly record struct Figure(string Name, long Value);

/// <summary>A rule of the strategy that spoke, or that could not be answered.</summary>
/// <param name="Outcome">Approve where it objected to nothing: a cap that only cut, an adjustment, a rule left out because it has no answer.</param>
/// <param name="Reason">The default where it gave none.</param>
/// <param name="Missing">Where it has no answer, what is missing, or else what could not be worked out; else empty.</param>
public readonly record struct FiredRule(string Id, Outcome Outcome, ReasonCode Reason, bool Unanswered, string Missing);

/// <summary>What a decision table answered.</summary>
/// <param name="Rows">Names of the rows that matched; empty where none did.</param>
public readonly record struct TableHit(string TableId, IReadOnlyList<string> Rows);
