using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Decisions;

/// <summary>What the strategy's own tables and rules say in a stage. They can only add objections: no rule lifts what a hard rule or a model said.</summary>
internal static class RuleJudgement
{
    // Rows of one table that match at once, beyond which looking at all of them takes memory.
    private const int UsualRows = 100;

    public static void Judge(DecisionRun run, StageFinding finding, Stage stage)
    {
        StageRules rules = run.Strategy.Rules.Of(stage);
        if (rules.IsEmpty) return;
        CheckFeatures(run, finding, rules.FeatureSlots);
        foreach (StrategyTable table in rules.Tables) table.Answer(run.Features);
        if (!rules.Tables.IsEmpty) finding.Asked(rules.Tables, run.Features);
        // All of them, also after one declined: the borrower hears every reason.
        for (int i = rules.Next(run.Features.Values, 0); i < rules.Rules.Length; i = rules.Next(run.Features.Values, i + 1))
        {
            if (rules.Rules[i] is ConditionRule condition) Ask(run, finding, condition);
            else if (rules.Rules[i] is TableRule table) Ask(run, finding, table);
        }
    }

    /// <summary>Marks what came and could not be used, as for models; what did not come is each rule's own matter.</summary>
    public static void CheckFeatures(DecisionRun run, StageFinding finding, ImmutableArray<int> slots)
    {
        FeatureVector features = run.Features;
        foreach (int slot in slots)
        {
            FeatureState state = features.StateOf(slot);
            if (state is FeatureState.Present or FeatureState.Unspecified) continue;
            run.MarkDegraded(DegradedMark.Of(run.Strategy.Catalog.Features[slot], state));
            if (state is FeatureState.OutOfRange or FeatureState.UnknownCategory) finding.Refer(EngineReasons.FactsMissing);
        }
    }

    /// <summary>What happens where a condition or a formula has no answer. Never nothing: the trace shows it, whatever is said.</summary>
    public static void Unanswered(DecisionRun run, StageFinding finding, string id, WhenMissing whenMissing, CelError error)
    {
        bool missing = error.Kind == CelErrorKind.Missing;
        string subject = missing ? error.Subject : SnakeCase.Of(error.Kind);
        (Outcome word, ReasonCode reason) = whenMissing switch
        {
            WhenMissing.Skip => (Outcome.Approve, default),
            WhenMissing.Decline => (Outcome.Decline, missing ? EngineReasons.FactsMissingDecline : EngineReasons.RuleNotAnswered),
            _ => (Outcome.Refer, missing ? EngineReasons.FactsMissing : EngineReasons.RuleNotAnswered),
        };
        Speak(finding, word, reason);
        if (word != Outcome.Approve && missing && run.Strategy.Catalog.TryFind(subject, out FeatureDefinition feature))
            run.MarkDegraded(DegradedMark.Of(feature, run.Features.StateOf(feature.Slot)));
        finding.Fired(new FiredRule(id, word, reason, Unanswered: true, subject));
    }

    private static void Ask(DecisionRun run, StageFinding finding, ConditionRule rule)
    {
        if (rule.When.Holds(run.Features.Values, out bool holds) is { } error) Unanswered(run, finding, rule.Id, rule.WhenMissing, error);
        else if (holds) Fire(finding, rule.Id, rule.Outcome, rule.Reason);
    }

    private static void Ask(DecisionRun run, StageFinding finding, TableRule rule)
    {
        Span<int> rows = stackalloc int[UsualRows];
        int hits = rule.Table.FindRows(run.Features.Values, rows);
        if (hits == 0) SayNoRow(run, finding, rule);
        if (hits > UsualRows) rule.Table.FindRows(run.Features.Values, rows = new int[hits]);
        foreach (int row in rows[..hits]) SayRow(finding, rule, row);
    }

    // A gap that the author allowed says nothing of who fell into it because nobody knew better.
    private static void SayNoRow(DecisionRun run, StageFinding finding, TableRule rule)
    {
        if (rule.Table.Table.HasDefault) SayRow(finding, rule, -1);
        else if (rule.Table.FirstMissing(run.Features.Values) is { } error) Unanswered(run, finding, rule.Id, rule.WhenMissing, error);
    }

    private static void SayRow(StageFinding finding, TableRule rule, int row)
    {
        RuleOutcome word = rule.WordOf(row, out ReasonCode reason);
        if (word != RuleOutcome.Unspecified) Fire(finding, rule.Id, word, reason);
    }

    private static void Fire(StageFinding finding, string id, RuleOutcome word, ReasonCode reason)
    {
        // A word that nobody gave a meaning must not pass in silence.
        Outcome outcome = word == RuleOutcome.Decline ? Outcome.Decline : Outcome.Refer;
        Speak(finding, outcome, reason);
        finding.Fired(new FiredRule(id, outcome, reason, Unanswered: false, ""));
    }

    private static void Speak(StageFinding finding, Outcome outcome, ReasonCode reason)
    {
        if (outcome == Outcome.Decline) finding.Decline(reason);
        if (outcome == Outcome.Refer) finding.Refer(reason);
    }
}
