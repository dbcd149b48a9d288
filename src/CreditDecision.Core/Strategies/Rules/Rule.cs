using System.Collections.Immutable;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>What a rule can say. There is no word for approving: a rule only ever adds an objection.</summary>
public enum RuleOutcome
{
    Unspecified = 0,
    /// <summary>A person decides (A22).</summary>
    Refer,
    Decline,
}

/// <summary>What happens where a condition has no answer, because a fact is missing or the calculation fails.</summary>
public enum WhenMissing
{
    Unspecified = 0,
    /// <summary>A person decides.</summary>
    Refer,
    Decline,
    /// <summary>The rule is left out; the trace says so.</summary>
    Skip,
}

/// <summary>A rule of a stage.</summary>
/// <param name="Id">Once in a strategy.</param>
public abstract record Rule(string Id);

/// <summary>A rule that speaks where its condition holds.</summary>
public sealed record ConditionRule(string Id, StrategyExpression When, RuleOutcome Outcome, ReasonCode Reason, WhenMissing WhenMissing) : Rule(Id);

/// <summary>A rule whose words are the rows of a decision table: every row that matches says its own.</summary>
/// <param name="OutcomeAt">Which output of the table holds the word.</param>
/// <param name="ReasonAt">Which output of the table holds the reason.</param>
/// <param name="Outcomes">By category of that output; Unspecified for the row that says nothing.</param>
/// <param name="Reasons">By category of that output; the default where no reason has that name, which only rows that say nothing may hold.</param>
/// <param name="WhenMissing">What happens where no row matches because an input is missing, and no default answers.</param>
public sealed record TableRule(
    string Id, StrategyTable Table, int OutcomeAt, int ReasonAt, ImmutableArray<RuleOutcome> Outcomes, ImmutableArray<ReasonCode> Reasons,
    WhenMissing WhenMissing) : Rule(Id)
{
    /// <param name="row">A row of the table, or -1 for its default.</param>
    /// <returns>Unspecified where the row, or a default that is not there, says nothing.</returns>
    public RuleOutcome WordOf(int row, out ReasonCode reason)
    {
        reason = default;
        double outcome = Table.Table.Value(row, OutcomeAt);
        if (double.IsNaN(outcome) || Outcomes[(int)outcome] == RuleOutcome.Unspecified) return RuleOutcome.Unspecified;
        double given = Table.Table.Value(row, ReasonAt);
        if (!double.IsNaN(given)) reason = Reasons[(int)given];
        return Outcomes[(int)outcome];
    }
}

/// <summary>A formula that the limit may not pass, yuan.</summary>
/// <param name="Reason">Given where it leaves nothing to lend.</param>
public sealed record LimitCap(string Id, StrategyExpression Most, ReasonCode Reason);

/// <summary>A formula whose basis points a year are added to the rate before floor and ceilings.</summary>
public sealed record PriceAdjustment(string Id, StrategyExpression Add)
{
    /// <summary>No single adjustment moves a rate by more; beyond it the formula is taken to have no answer.</summary>
    public const int MostBps = 2_000;
}
