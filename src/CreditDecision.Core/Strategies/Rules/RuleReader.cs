using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Reads the rules, review triggers and formulas of one strategy. Their ids are unique among all of them, so that one names one in any report.</summary>
internal sealed class RuleReader(StrategyExpressions expressions, StrategyTables tables, ReasonCatalog reasons)
{
    // More rules than this in one stage are a decision table that was written the wrong way.
    private const int MostRules = 1_000;

    private const int MostFormulas = 50;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Reads <c>rules: [{ id, when, outcome, reason, when_missing? } or { id, table, when_missing? }]</c> of a stage that may have none.</summary>
    public ImmutableArray<Rule> Rules(DocumentObject? stage, Stage which)
    {
        if (stage is null) return [];
        var rules = ImmutableArray.CreateBuilder<Rule>();
        foreach (DocumentObject item in stage.Children("rules", MostRules, optional: true))
        {
            string id = Id(item);
            Rule? rule = item.Has("table") ? TableRuleReader.Read(item, id, which, tables, reasons) : Condition(item, id, which);
            item.Close();
            if (rule is TableRule { Table: var table }) expressions.Charge(table, $"{item.Path}.table");
            if (rule is not null) rules.Add(rule);
        }
        return rules.ToImmutable();
    }

    /// <summary>Reads <c>review_triggers: [{ id, when, reason, when_missing? }]</c> (A22).</summary>
    public ImmutableArray<Rule> Triggers(DocumentObject strategy)
    {
        var triggers = ImmutableArray.CreateBuilder<Rule>();
        foreach (DocumentObject item in strategy.Children("review_triggers", MostRules, optional: true))
        {
            string id = Id(item);
            StrategyExpression? when = expressions.Read(item, "when", CelType.Bool, Stage.Review);
            ReasonCode reason = ReasonFit.Read(item, reasons, RuleOutcome.Refer);
            WhenMissing whenMissing = item.Choice<WhenMissing>("when_missing", WhenMissing.Refer);
            if (whenMissing == WhenMissing.Decline) item.Fail("when_missing", "must be refer or skip: a review trigger never declines");
            item.Close();
            if (when is not null) triggers.Add(new ConditionRule(id, when, RuleOutcome.Refer, reason, whenMissing));
        }
        return triggers.ToImmutable();
    }

    /// <summary>Reads <c>caps: [{ id, most_yuan, reason }]</c>; what a cap reads is known before the limit is.</summary>
    public ImmutableArray<LimitCap> Caps(DocumentObject limit)
    {
        var caps = ImmutableArray.CreateBuilder<LimitCap>();
        foreach (DocumentObject item in limit.Children("caps", MostFormulas, optional: true))
        {
            string id = Id(item);
            StrategyExpression? most = expressions.Read(item, "most_yuan", CelType.Double, Stage.Risk);
            ReasonCode reason = ReasonFit.Read(item, reasons, RuleOutcome.Decline);
            item.Close();
            if (most is not null) caps.Add(new LimitCap(id, most, reason));
        }
        return caps.ToImmutable();
    }

    /// <summary>Reads <c>adjustments: [{ id, add_bps }]</c>; what an adjustment reads is known before the price is.</summary>
    public ImmutableArray<PriceAdjustment> Adjustments(DocumentObject pricing)
    {
        var adjustments = ImmutableArray.CreateBuilder<PriceAdjustment>();
        foreach (DocumentObject item in pricing.Children("adjustments", MostFormulas, optional: true))
        {
            string id = Id(item);
            StrategyExpression? add = expressions.Read(item, "add_bps", CelType.Double, Stage.Limit);
            item.Close();
            if (add is not null) adjustments.Add(new PriceAdjustment(id, add));
        }
        return adjustments.ToImmutable();
    }

    private ConditionRule? Condition(DocumentObject item, string id, Stage stage)
    {
        StrategyExpression? when = expressions.Read(item, "when", CelType.Bool, stage);
        RuleOutcome outcome = item.Choice<RuleOutcome>("outcome");
        ReasonCode reason = ReasonFit.Read(item, reasons, outcome);
        WhenMissing whenMissing = item.Choice<WhenMissing>("when_missing", WhenMissing.Refer);
        return when is null ? null : new ConditionRule(id, when, outcome, reason, whenMissing);
    }

    private string Id(DocumentObject item)
    {
        string id = item.Text("id", 64);
        if (id.Length > 0 && !_ids.Add(id)) item.Fail("id", $"\"{id}\" is the id of another rule, trigger or formula of this strategy");
        return id;
    }
}
