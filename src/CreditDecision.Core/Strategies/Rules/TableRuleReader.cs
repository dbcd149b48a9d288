using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Reads a rule <c>{ id, table, when_missing? }</c> and sees that every row of the table is a word with a reason that suits it.</summary>
internal static class TableRuleReader
{
    private const string OutcomeName = "outcome", ReasonName = "reason", Silent = "none";

    // Rows of one table are mostly wrong in the same way; the first few tell how.
    private const int MostRowErrors = 5;

    public static TableRule? Read(DocumentObject item, string id, Stage stage, StrategyTables tables, ReasonCatalog reasons)
    {
        string name = item.Text("table", 64);
        WhenMissing whenMissing = item.Choice<WhenMissing>("when_missing", WhenMissing.Refer);
        if (name.Length == 0 || tables.IsUnread(name)) return null;
        StrategyTable? table = tables.Find(name);
        int outcomeAt = table is null ? -1 : At(table.Table, OutcomeName), reasonAt = table is null ? -1 : At(table.Table, ReasonName);
        string? objection = table switch
        {
            null => $"no table \"{name}\" is written under tables",
            { } known when known.KnownFrom > stage => $"\"{name}\" has its answer only from stage {SnakeCase.Of(known.KnownFrom)} on, where its inputs are known",
            _ when outcomeAt < 0 || reasonAt < 0 => $"\"{name}\" must have an output \"outcome\" of the texts refer, decline or none, and an output \"reason\" of names of reasons",
            _ => null,
        };
        if (objection is not null)
        {
            item.Fail("table", objection);
            return null;
        }
        ImmutableArray<RuleOutcome> outcomes = Outcomes(item, table!.Table.Outputs[outcomeAt]);
        ImmutableArray<ReasonCode> codes = [.. table.Table.Outputs[reasonAt].Categories.Select(text => reasons.TryFind(text, out ReasonCode code) ? code : default)];
        var rule = new TableRule(id, table, outcomeAt, reasonAt, outcomes, codes, whenMissing);
        CheckRows(item, rule, reasons);
        return rule;
    }

    private static int At(DecisionTable table, string output)
    {
        for (int i = 0; i < table.Outputs.Count; i++)
            if (table.Outputs[i].Name == output && table.Outputs[i].Type == FeatureType.Category) return i;
        return -1;
    }

    private static ImmutableArray<RuleOutcome> Outcomes(DocumentObject item, TableOutput output)
    {
        var outcomes = ImmutableArray.CreateBuilder<RuleOutcome>();
        foreach (string text in output.Categories)
        {
            RuleOutcome outcome = RuleOutcome.Unspecified;
            if (text != Silent && !SnakeCase.TryParse(text, out outcome))
                item.Fail("table", $"the table says \"{text}\" as an outcome; a row can only refer, decline, or say none");
            outcomes.Add(outcome);
        }
        return outcomes.ToImmutable();
    }

    private static void CheckRows(DocumentObject item, TableRule rule, ReasonCatalog reasons)
    {
        DecisionTable table = rule.Table.Table;
        int wrong = 0;
        for (int row = -1; row < table.RowCount && wrong < MostRowErrors; row++)
        {
            RuleOutcome word = rule.WordOf(row, out _);
            if (word == RuleOutcome.Unspecified) continue;
            double reason = table.Value(row, rule.ReasonAt);
            string name = double.IsNaN(reason) ? "" : table.Outputs[rule.ReasonAt].Categories[(int)reason];
            if (ReasonFit.ObjectionTo(name, reasons, word, out _) is not { } objection) continue;
            item.Fail("table", $"{(row < 0 ? "the default" : table.RowName(row))} of \"{table.Id}\": {objection}");
            wrong++;
        }
    }
}
