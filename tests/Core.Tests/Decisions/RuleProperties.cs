using System.Globalization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies;
using FsCheck;
using FsCheck.Fluent;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>What holds for every application and every strategy: drawn from conditions that read features and facts, some of them missing or impossible.</summary>
public class RuleProperties
{
    private static readonly string[] Conditions =
    [
        "SIGNAL >= N", "SIGNAL + 0.5 > N && age < 40", "employment == 'gig'", "vip || SIGNAL > N", "!has(employment)", "10 / (int(SIGNAL) - N) > 1",
        "exposure.consumer_credit_yuan > N.0 * 10000.0", "employment in ['gig', 'enterprise'] && !vip", "tables.kind.hit && tables.kind.weight > N",
        "(has(vip) ? vip : false) || tables.kind.note == 'high'",
    ];

    private const string Table = """
        { "id": "kind", "hit": "HIT", "complete": false, "inputs": [ { "name": "risk_signal" }, { "name": "employment" }, { "name": "double", "expr": "fraud_signal * 2.0" } ],
          "outputs": [ { "name": "weight", "type": "number" AGGREGATE }, { "name": "note", "type": "text" } ],
          "rows": [ ["< 2", "any", "any", 1, "low"], ["[2, 6]", ["gig", "missing"], "any", 3, "high"], ["missing", "any", "> 2", 5, "high"], ["> 1", "enterprise", "<= 4", 7, "mid"] ] }
        """;

    private static Gen<ApplicationDraft> Drafts =>
        from signals in Gen.ArrayOf(Gen.Choose(-1, 11), 4)
        from employment in Gen.Elements("", "", "gig", "enterprise", "unheard-of")
        from vip in Gen.Choose(-1, 1)
        from amount in Gen.Choose(1_000, 250_000)
        from income in Gen.Choose(500, 60_000)
        from reading in Gen.Elements(30, 30, 30, 30, 1)
        select Draft(signals, employment, vip, amount, income, reading);

    private static Gen<string> Rules(string prefix, string[] signals) => Gen.ListOf(
        from condition in Gen.Elements(Conditions)
        from signal in Gen.Elements(signals)
        from number in Gen.Choose(0, 10)
        from outcome in Gen.Elements("refer", "decline")
        from missing in Gen.Elements("refer", "decline", "skip")
        select (condition.Replace("SIGNAL", signal).Replace("N", number.ToString(CultureInfo.InvariantCulture)), outcome, missing))
        .Select(rules => string.Join(",", rules.Take(4).Select((rule, i) => RuleContent.Rule($"{prefix}{i}", rule.Item1, rule.outcome, "signal_weak", rule.missing))));

    private static Gen<RuleContent> Contents =>
        from compliance in Rules("c", ["risk_signal", "aml_signal"])
        from fraud in Rules("f", ["anti_fraud.probability", "fraud_signal", "identity.probability"])
        from risk in Rules("r", ["risk.pd", "risk.grade_rank", "risk_signal"])
        from limit in Rules("l", ["limit.yuan", "limit.requested_share"])
        from pricing in Rules("p", ["price.apr_bps", "price.largest_payment_yuan"])
        from collect in Gen.Elements(true, false)
        select new RuleContent
        {
            Tables = Table.Replace("HIT", collect ? "collect" : "first").Replace("AGGREGATE", collect ? ", \"aggregate\": \"max\"" : ""),
            Compliance = compliance,
            Fraud = fraud,
            Risk = risk,
            Limit = limit,
            Pricing = pricing,
        };

    [Fact]
    public void Both_forms_of_evaluation_make_the_same_decision() =>
        Holds(
            from content in Contents
            from cap in Gen.Elements("age * 1000.0", "vip ? 20000.0 : 40000.0", "tables.kind.weight * 10000.0", "math.least(30000.0, risk_signal * 9000.0)")
            from add in Gen.Elements("employment == 'gig' ? 10.5 : -10.5", "limit.requested_share * 100.0", "tables.kind.weight * 500.0")
            select content with
            {
                Caps = $$"""{ "id": "cap", "most_yuan": "{{cap}}", "reason": "signal_weak" }""",
                Adjustments = $$"""{ "id": "add", "add_bps": "{{add}}" }""",
            },
            (content, draft) => Assert.Equal(
                Written(DecisionContent.Decide(draft, 0, content.Read(EvaluationForm.Plain))),
                Written(DecisionContent.Decide(draft, 0, content.Read(EvaluationForm.Compiled)))));

    [Fact]
    public void Rules_never_make_an_outcome_milder_and_leave_what_hard_rules_said() => Holds(Contents, (content, draft) =>
    {
        Decision without = DecisionContent.Decide(draft), with = DecisionContent.Decide(draft, 0, content.Read());
        Assert.True(with.Outcome >= without.Outcome, $"{without.Outcome} became {with.Outcome}");
        Assert.False(with.Outcome == Outcome.Approve && with.Trace.Any(stage => stage.Rules.Any(rule => rule.Outcome != Outcome.Approve)));
        if (without.Trace[^1].Stage != Stage.Compliance) return;
        Assert.Equal(Written(without), Written(with));
    });

    [Fact]
    [Trait("Article", "A21")]
    public void The_limit_never_passes_any_cap() => Holds(
        Gen.ArrayOf(Gen.Choose(0, 250_000), 3), (caps, draft) =>
        {
            string written = string.Join(",", caps.Select((yuan, i) => $$"""{ "id": "cap{{i}}", "most_yuan": "{{yuan}}.25", "reason": "signal_weak" }"""));
            Decision without = DecisionContent.Decide(draft), with = DecisionContent.Decide(draft, 0, new RuleContent { Caps = written }.Read());
            if (with.Offer is not { } offer) return;
            Assert.All(caps, yuan => Assert.True(offer.Limit.Fen <= (yuan * 100L) + 25));
            Assert.True(without.Offer is { } free && offer.Limit <= free.Limit);
        });

    private static void Holds<T>(Gen<T> strategies, Action<T, ApplicationDraft> check) =>
        Prop.ForAll(strategies.Zip(Drafts).ToArbitrary(), given =>
        {
            check(given.Item1, given.Item2);
            return true;
        }).QuickCheckThrowOnFailure();

    private static ApplicationDraft Draft(int[] signals, string employment, int vip, int amount, int income, int reading)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        for (int i = 0; i < signals.Length; i++)
            draft = signals[i] < 0 ? draft.Without(DecisionContent.Signals[i]) : draft.WithSignal(DecisionContent.Signals[i], signals[i] / (i == 3 ? 1.0 : 4.0));
        if (employment.Length > 0) draft = draft.WithEmployment(employment);
        if (vip >= 0) draft = draft with { Features = [.. draft.Features, new NamedFeatureDraft("vip", NamedFeatureKind.Flag, vip, "", DecisionContent.Now.AddHours(-2), "")] };
        return draft with
        {
            AmountFen = amount * 100L,
            Finances = new FinancesDraft(income * 100L, 0, 0, 0, 0, 0),
            Disclosure = draft.Disclosure! with { ReadingSeconds = reading },
        };
    }

    // Everything that a decision says but the strategy's own identity.
    private static string Written(Decision decision) => string.Join('\n',
    [
        $"{decision.Outcome} {decision.Grade} {decision.ProbabilityOfDefault} {decision.Reserved} {decision.Offer?.Limit} {decision.Offer?.Loan.NominalRate}",
        string.Join(", ", decision.Reasons.Select(reason => reason.Code)),
        string.Join(", ", decision.Degraded),
        .. decision.Trace.Select(stage => $"{stage.Stage} {stage.Outcome} {string.Join(", ", stage.Reasons.Select(reason => $"{reason.Outcome} {reason.Reason.Code}"))} "
            + $"{string.Join(", ", stage.Figures)} {string.Join(", ", stage.Rules)} {string.Join(", ", stage.Tables.Select(table => $"{table.TableId}: {string.Join(" ", table.Rows)}"))}"),
    ]);
}
