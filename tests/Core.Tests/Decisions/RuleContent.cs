using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>The strategy of <see cref="DecisionContent"/> with rules, tables and formulas written into it: each the items of a list, as JSON.</summary>
internal sealed record RuleContent
{
    public string Reasons { get; init; } = "";

    public string Tables { get; init; } = "";

    public string Compliance { get; init; } = "";

    public string Identity { get; init; } = "";

    public string Fraud { get; init; } = "";

    public string Risk { get; init; } = "";

    public string Caps { get; init; } = "";

    public string Limit { get; init; } = "";

    public string Adjustments { get; init; } = "";

    public string Pricing { get; init; } = "";

    public string Triggers { get; init; } = "";

    public string Text => DecisionContent.StrategyText
        .Replace("\"stages\": {", $$"""  "reasons": [{{Reasons}}], "tables": [{{Tables}}], "stages": { "compliance": { "rules": [{{Compliance}}] },""")
        .Replace("\"model\": \"identity\"", $"\"rules\": [{Identity}], \"model\": \"identity\"")
        .Replace("\"model\": \"fraud\"", $"\"rules\": [{Fraud}], \"model\": \"fraud\"")
        .Replace("\"model\": \"risk\"", $"\"rules\": [{Risk}], \"model\": \"risk\"")
        .Replace("\"limit\": {", $$"""  "limit": { "caps": [{{Caps}}], "rules": [{{Limit}}],""")
        .Replace("\"pricing\": {", $$"""  "pricing": { "adjustments": [{{Adjustments}}], "rules": [{{Pricing}}],""")
        .Replace("\"review_triggers\": [", "\"review_triggers\": [" + (Triggers.Length > 0 ? Triggers + "," : ""));

    public StrategySnapshot Read(EvaluationForm form = EvaluationForm.Compiled)
    {
        StrategySnapshot? strategy = DecisionContent.ReadStrategy(Text, DecisionContent.Context with { Form = form }, out IReadOnlyList<DocumentError> errors);
        Assert.True(strategy is not null, string.Join("; ", errors));
        return strategy;
    }

    public IReadOnlyList<DocumentError> Mistakes()
    {
        Assert.Null(DecisionContent.ReadStrategy(Text, DecisionContent.Context, out IReadOnlyList<DocumentError> errors));
        return errors;
    }

    public static string Rule(string id, string when, string outcome = "refer", string reason = "signal_weak", string whenMissing = "refer") =>
        $$"""{ "id": "{{id}}", "when": "{{when}}", "outcome": "{{outcome}}", "reason": "{{reason}}", "when_missing": "{{whenMissing}}" }""";
}
