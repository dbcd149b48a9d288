using System.Globalization;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rules;

namespace Benchmarks.Strategies;

/// <summary>
/// Rules and tables as a risk team writes them, for the risk stage of the shipped strategy in place of its own. Both tables read what the risk model
/// says, because a table is asked in the first stage that knows its inputs.
/// </summary>
internal static class RuleShapes
{
    public const int Rows = 1_000;

    // What conditions read is on most applications, and few of them speak of an ordinary applicant.
    private static readonly string[] Conditions =
    [
        "months_past_due_now >= 3.0",
        "max_months_past_due_6m >= 4.0",
        "past_due_count_6m >= 4.0 && max_months_past_due_6m >= 2.0",
        "past_due_count_6m >= 5.0 || months_past_due_now > 1.0 && past_due_count_6m >= 3.0",
        "has(card_utilisation) && card_utilisation > 2.5",
        "has(card_utilisation_mean_6m) && card_utilisation_mean_6m > 2.0 && card_utilisation > card_utilisation_mean_6m * 1.5",
        "has(card_payment_ratio_6m) && card_payment_ratio_6m < 0.02 && card_utilisation > 1.2",
        "has(card_limit_yuan) && card_limit_yuan > monthly_income_yuan * 200.0",
        "bureau_queries_3m >= 25.0",
        "bureau_queries_3m >= 15.0 && risk.pd > 0.08",
        "lender_count >= 20.0",
        "lender_count >= 10.0 && debt_service_to_income > 0.9",
        "debt_service_to_income > 1.5",
        "debt_to_annual_income > 8.0 && risk.grade in ['E', 'F', 'G']",
        "amount_to_monthly_income > 60.0",
        "amount_to_monthly_income * monthly_income_yuan > tables.caps.most_yuan * 40.0",
        "employment == 'unemployed' && amount_to_monthly_income > 24.0",
        "employment == 'student' && age > 35.0",
        "employment in ['gig', 'farmer'] && has(employment_months) && employment_months < 1.0 && risk.pd > 0.1",
        "age < 21.0 && lender_count > 8.0",
        "age > 58.0 && debt_service_to_income > 0.8",
        "exposure.consumer_credit_yuan > 180000.0",
        "phone_tenure_months < 1.0 && bureau_queries_3m > 8.0",
        "device_borrowers_30d > 20.0 || ip_borrowers_24h > 200.0",
        "applications_24h >= 8.0",
        "has(account_cash_share_6m) && account_cash_share_6m > 0.98 && account_age_months < 2.0",
        "watchlist_similarity > 0.97",
        "risk.grade == 'G' && !(education in ['graduate', 'university'])",
        "math.greatest(risk.pd, 0.0) > 0.6 && risk.grade_rank >= 6.0",
    ];

    /// <summary>The conditions, and one rule of a table.</summary>
    public static int Rules => Conditions.Length + 1;

    public static StrategySnapshot Ruled(StrategySnapshot shipped, StrategyContext context) => Ruled(shipped, context, Document());

    /// <summary>As many rules of one condition each, with bounds that differ, and no tables.</summary>
    public static StrategySnapshot Many(StrategySnapshot shipped, StrategyContext context, int rules)
    {
        IEnumerable<string> all = Enumerable.Range(0, rules).Select(i => Line(
            $$"""{ "id": "r{{i}}", "when": "bureau_queries_3m >= {{100 + i}}.0 && lender_count > {{50 + i % 40}}.0 || age > {{90 + i % 9}}.0", "outcome": "refer", "reason": "risk_score_review", "when_missing": "skip" }"""));
        return Ruled(shipped, context, $$"""
            { "stages": { "identity": {}, "anti_fraud": {}, "anti_money_laundering": {}, "risk": { "rules": [ {{string.Join(",\n", all)}} ] } }, "limit": {}, "pricing": {} }
            """);
    }

    private static StrategySnapshot Ruled(StrategySnapshot shipped, StrategyContext context, string written)
    {
        var errors = new DocumentErrors();
        using var document = JsonDocument.Parse(written);
        var root = DocumentObject.Root(document.RootElement, errors);
        var rules = StrategyRulesReader.Read(root, StrategyDocuments.Open(root), shipped.Stages.Grades, shipped.Reasons, context);
        if (errors.Any) throw new InvalidOperationException(string.Join("; ", errors.All));
        return shipped with { Rules = rules };
    }

    private static string Document()
    {
        IEnumerable<string> rules = Conditions.Select((when, i) =>
            $$"""{ "id": "r{{i}}", "when": "{{when}}", "outcome": "{{(i % 3 == 0 ? "decline" : "refer")}}", "reason": "{{(i % 3 == 0 ? "risk_score_reject" : "risk_score_review")}}", "when_missing": "skip" }""");
        return $$"""
            { "tables": [ {{Matrix()}}, {{Caps()}} ],
              "stages": { "identity": {}, "anti_fraud": {}, "anti_money_laundering": {},
                          "risk": { "rules": [ {{string.Join(",\n", rules)}}, { "id": "matrix", "table": "matrix" } ] } },
              "limit": {}, "pricing": {} }
            """;
    }

    // A word for each of ten bands of three figures: the worst corner declines, what is near it refers.
    private static string Matrix()
    {
        IEnumerable<string> rows =
            from history in Enumerable.Range(0, 10)
            from use in Enumerable.Range(0, 10)
            from risk in Enumerable.Range(0, 10)
            let badness = 9 - history + use + risk
            let word = badness > 25 ? "\"decline\", \"risk_score_reject\"" : badness > 23 ? "\"refer\", \"risk_score_review\"" : "\"none\", \"none\""
            select $"[{Band(history, 12)}, {Band(use, 0.2)}, {Band(risk, 0.06)}, {word}]";
        return $$"""
            { "id": "matrix", "hit": "unique", "default": ["none", "none"],
              "inputs": [ { "name": "bureau_history_months" }, { "name": "card_utilisation" }, { "name": "risk.pd" } ],
              "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" } ], "rows": [ {{string.Join(",\n", rows)}} ] }
            """;
    }

    // The most that may be lent, by work, grade, and an income that is worked out.
    private static string Caps()
    {
        string[] works = ["public_sector", "enterprise", "self_employed", "gig", "farmer", "student", "retired", "unemployed"];
        IEnumerable<string> rows =
            from work in Enumerable.Range(0, works.Length)
            from grade in Enumerable.Range(0, 5)
            from income in Enumerable.Range(0, 25)
            select $"[\"{works[work]}\", {Band(grade, 1.4, 5)}, {Band(income, 20_000, 25)}, {2_000 * (income + 1) * (9 - work)}]";
        return $$"""
            { "id": "caps", "hit": "first", "default": [20000],
              "inputs": [ { "name": "employment" }, { "name": "risk.grade_rank" }, { "name": "yearly_income", "expr": "monthly_income_yuan * 12.0" } ],
              "outputs": [ { "name": "most_yuan", "type": "number" } ], "rows": [ {{string.Join(",\n", rows)}} ] }
            """;
    }

    private static string Band(int band, double width, int bands = 10)
    {
        if (band == 0) return Line($"\"< {width:R}\"");
        return band == bands - 1 ? Line($"\">= {band * width:R}\"") : Line($"\"[{band * width:R}, {(band + 1) * width:R})\"");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
