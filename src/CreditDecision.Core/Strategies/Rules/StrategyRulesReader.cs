using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies.Facts;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Reads the tables, rules, triggers and formulas of a strategy document, in the order in which they may refer to one another.</summary>
internal static class StrategyRulesReader
{
    public static StrategyRules Read(DocumentObject strategy, StrategyDocuments parts, GradeScale grades, ReasonCatalog reasons, StrategyContext context)
    {
        var names = new StrategyNames(context.Catalog, grades, strategy.Errors);
        var expressions = new StrategyExpressions(names, context.Form);
        var tables = new StrategyTables(names, expressions, context.Form);
        tables.ReadAll(strategy);
        var reader = new RuleReader(expressions, tables, reasons);
        var rules = new ImmutableArray<Rule>[(int)Stage.Review + 1];
        rules[(int)Stage.Unspecified] = [];
        foreach ((Stage stage, DocumentObject? document) in parts.InOrder) rules[(int)stage] = reader.Rules(document, stage);
        ImmutableArray<LimitCap> caps = reader.Caps(parts.Limit);
        ImmutableArray<PriceAdjustment> adjustments = reader.Adjustments(parts.Pricing);
        rules[(int)Stage.Review] = reader.Triggers(strategy);
        expressions.CheckCost(strategy.Errors);

        int features = context.Catalog.Features.Count;
        return new StrategyRules(
            [.. rules.Select((written, stage) => OfStage((Stage)stage, written))],
            caps,
            adjustments,
            FeaturesOf(caps.SelectMany(cap => cap.Most.Slots)),
            FeaturesOf(adjustments.SelectMany(adjustment => adjustment.Add.Slots)),
            names.Slots);

        StageRules OfStage(Stage stage, ImmutableArray<Rule> written)
        {
            ImmutableArray<StrategyTable> asked = [.. tables.InOrder.Where(table => table.KnownFrom == stage)];
            IEnumerable<int> conditions = written.OfType<ConditionRule>().SelectMany(rule => rule.When.Slots);
            return new StageRules(asked, written, FeaturesOf(asked.SelectMany(table => table.Slots).Concat(conditions)));
        }

        ImmutableArray<int> FeaturesOf(IEnumerable<int> slots) => [.. slots.Where(slot => slot < features).Distinct().Order()];
    }
}
