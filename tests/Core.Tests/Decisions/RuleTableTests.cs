using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>Decision tables within a decision: when they are asked, where their answers go, and what a rule makes of their rows.</summary>
public class RuleTableTests
{
    // By signal: below 2 nothing, from 2 refer, from 5 decline; a row of its own where it is missing.
    private const string Words = """
        { "id": "words", "hit": "HIT", "inputs": [ { "name": "risk_signal" } ],
          "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" } ],
          "rows": [ { "id": "good", "cells": ["< 2", "none", "none"] }, ["[2, 5)", "refer", "signal_weak"],
                    { "id": "bad", "cells": [">= 5", "decline", "trees_object"] }, ["missing", "refer", "trees_object"] ] }
        """;

    // What may be lent by kind of work and grade; nobody else is named.
    private const string Caps = """
        { "id": "by-work", "hit": "first", "inputs": [ { "name": "employment" }, { "name": "risk.grade" } ],
          "outputs": [ { "name": "most_yuan", "type": "number" }, { "name": "note", "type": "text" } ], "default": [ 7000, "other" ],
          "rows": [ ["gig", ["A", "B"], 3000, "gig"], [["public_sector", "enterprise"], "not D", 90000, "steady"] ] }
        """;

    private static readonly string ByTable = """{ "id": "by-table", "table": "words" }""";

    public static TheoryData<EvaluationForm> Forms => [EvaluationForm.Compiled, EvaluationForm.Plain];

    [Theory]
    [InlineData(0.0, Outcome.Approve, "good", 0)]
    [InlineData(2.0, Outcome.Refer, "row 2", 20001)]
    [InlineData(5.0, Outcome.Decline, "bad", 20002)]
    [InlineData(null, Outcome.Refer, "row 4", 20002)]
    public void A_rule_of_a_table_says_what_the_matching_row_says(double? signal, Outcome expected, string row, int reason)
    {
        // In the identity stage, where the risk model has not spoken yet.
        StrategySnapshot strategy = new RuleContent { Tables = Words.Replace("HIT", "unique"), Identity = ByTable }.Read();
        var draft = signal is { } value ? DecisionContent.Draft().WithSignal("risk_signal", value) : DecisionContent.Draft().Without("risk_signal");
        Decision decision = DecisionContent.Decide(draft, 0, strategy);
        TableHit hit = Assert.Single(decision.Trace[0].Tables);
        Assert.Equal(("words", row), (hit.TableId, Assert.Single(hit.Rows)));
        Assert.Equal(expected, decision.Trace[1].Outcome);
        Assert.Equal(reason == 0 ? [] : [("by-table", expected, reason)], decision.Trace[1].Rules.Select(rule => (rule.Id, rule.Outcome, rule.Reason.Number)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_matching_row_of_a_collecting_table_speaks(EvaluationForm form)
    {
        string table = """
            { "id": "words", "hit": "collect", "complete": false, "inputs": [ { "name": "risk_signal" }, { "name": "age" } ],
              "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" }, { "name": "weight", "type": "number", "aggregate": "sum" } ],
              "rows": [ ["< 2", "any", "refer", "signal_weak", 1], ["any", "> 30", "decline", "trees_object", 2], ["> 5", "any", "decline", "trees_object", 4] ] }
            """;
        var content = new RuleContent { Tables = table, Identity = ByTable + "," + RuleContent.Rule("sum", "tables.words.weight == 3.0", "refer", "trees_object") };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read(form));
        Assert.Equal(["row 1", "row 2"], Assert.Single(decision.Trace[0].Tables).Rows);
        Assert.Equal(
            [("by-table", Outcome.Refer), ("by-table", Outcome.Decline), ("sum", Outcome.Refer)],
            decision.Trace[1].Rules.Select(rule => (rule.Id, rule.Outcome)));
        Assert.Equal(["trees_object"], decision.Reasons.Select(reason => reason.Name));
    }

    [Theory]
    [InlineData("gig", 300_000, "gig", true)]
    [InlineData("enterprise", 5_000_000, "steady", true)]
    [InlineData(null, 700_000, "other", false)]
    public void A_table_is_asked_once_its_inputs_are_known_and_its_answers_are_facts(string? employment, long limitFen, string note, bool hit)
    {
        StrategySnapshot strategy = new RuleContent
        {
            Tables = Caps,
            Caps = """{ "id": "work", "most_yuan": "tables.by_work.most_yuan", "reason": "signal_weak" }""",
            Triggers = $$"""{ "id": "note", "when": "tables.by_work.note == '{{note}}' && tables.by_work.hit == {{(hit ? "true" : "false")}}", "reason": "age_review" }""",
        }.Read();
        var draft = employment is null ? DecisionContent.Draft() : DecisionContent.Draft().WithEmployment(employment);
        Decision decision = DecisionContent.Decide(draft, 0, strategy);
        Assert.Equal([Stage.Risk], decision.Trace.Where(stage => stage.Tables.Count > 0).Select(stage => stage.Stage));
        Assert.Equal(hit ? 1 : 0, decision.Trace[4].Tables[0].Rows.Count);
        Assert.Equal(limitFen, decision.Offer!.Limit.Fen);
        Assert.Equal("note", Assert.Single(decision.Trace[^1].Rules).Id);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_table_reads_expressions_and_what_an_earlier_table_answers(EvaluationForm form)
    {
        string later = """
            { "id": "later", "hit": "first", "inputs": [ { "name": "monthly", "expr": "limit.yuan / 12.0" }, { "name": "tables.by_work.note" }, { "name": "is_old", "expr": "age >= 30" } ],
              "outputs": [ { "name": "hard", "type": "flag" } ], "default": [ false ],
              "rows": [ ["[4166, 4167)", "other", true, true] ] }
            """;
        StrategySnapshot strategy = new RuleContent { Tables = Caps.Replace("7000", "70000") + "," + later, Limit = RuleContent.Rule("hard", "tables.later.hard") }.Read(form);
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, strategy);
        Assert.Equal(["later"], decision.Trace[5].Tables.Select(table => table.TableId));
        Assert.Equal("hard", Assert.Single(decision.Trace[5].Rules).Id);
    }

    private const string Gappy = """
        { "id": "words", "hit": "first", "complete": false, "inputs": [ { "name": INPUT } ],
          "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" } ], "rows": [ ["> 5", "decline", "signal_weak"] ] }
        """;

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("\"risk_signal\"", "refer", Outcome.Refer, 9001)]
    [InlineData("\"risk_signal\"", "decline", Outcome.Decline, 9002)]
    [InlineData("\"risk_signal\"", "skip", Outcome.Approve, 0)]
    [InlineData("\"double\", \"expr\": \"risk_signal * 2.0\"", "refer", Outcome.Refer, 9001)]
    public void A_gap_that_is_allowed_is_no_answer_where_an_input_is_missing(string input, string whenMissing, Outcome expected, int reason)
    {
        var content = new RuleContent { Tables = Gappy.Replace("INPUT", input), Identity = $$"""{ "id": "by-table", "table": "words", "when_missing": "{{whenMissing}}" }""" };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft().Without("risk_signal"), 0, content.Read());
        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(new FiredRule("by-table", expected, new ReasonCode(reason), true, "risk_signal"), Assert.Single(decision.Trace[1].Rules));
        Assert.Equal(expected == Outcome.Approve ? [] : [new DegradedMark("risk_signal", DegradedCause.Missing)], decision.Degraded);
        Decision known = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read());
        Assert.Equal(Outcome.Approve, known.Outcome);
        Assert.Empty(known.Trace[1].Rules);
    }

    [Fact]
    [Trait("Article", "A20")]
    public void A_table_in_compliance_has_nothing_of_a_feature_that_nobody_consented_to()
    {
        string text = new RuleContent { Tables = Words.Replace("HIT", "unique"), Compliance = ByTable }.Text
            .Replace("[\"personal_data\", \"credit_bureau\"]", "[\"credit_bureau\"]");
        StrategySnapshot strategy = DecisionContent.ReadStrategy(text, DecisionContent.Context, out _)!;
        var draft = DecisionContent.Draft().WithSignal("risk_signal", 9) with { Consents = [DecisionContent.Consent(ConsentScope.CreditBureau)] };
        Decision decision = DecisionContent.Decide(draft, 0, strategy);
        Assert.Equal(["row 4"], Assert.Single(decision.Trace[0].Tables).Rows);
        Assert.Equal((Outcome.Refer, 20002), (decision.Trace[0].Outcome, Assert.Single(decision.Trace[0].Rules).Reason.Number));
        Assert.Contains(new DegradedMark("risk_signal", DegradedCause.NoConsent), decision.Degraded);
    }

    [Fact]
    public void Rows_that_say_the_same_are_in_the_trace_of_the_rule_once()
    {
        StrategySnapshot strategy = Collecting("< 5", 200);
        StageTrace stage = DecisionContent.Decide(DecisionContent.Draft(), 0, strategy).Trace[1];
        Assert.Equal([new FiredRule("by-table", Outcome.Refer, new ReasonCode(20001), false, "")], stage.Rules);
    }

    [Fact]
    public void What_a_table_answers_is_named_only_for_who_reads_it()
    {
        Application application = DecisionContent.Admit(DecisionContent.Draft());
        StrategySnapshot none = Collecting("> 5", 50), all = Collecting("< 5", 50);
        none = none with { Rules = none.Rules with { ByStage = [.. none.Rules.ByStage.Select(stage => stage with { Rules = [] })] } };
        all = all with { Rules = all.Rules with { ByStage = [.. all.Rules.ByStage.Select(stage => stage with { Rules = [] })] } };
        Assert.Equal(Allocated(none), Allocated(all));
        TableHit hit = Assert.Single(DecisionPipeline.Decide(application, default, all, DecisionContent.Now).Trace[0].Tables);
        Assert.Equal(Enumerable.Range(1, 50).Select(row => $"row {row}"), hit.Rows);

        long Allocated(StrategySnapshot strategy) => Allocation.Least(() => DecisionPipeline.Decide(application, default, strategy, DecisionContent.Now));
    }

    // Every row matches a signal of 0 where the first cell does.
    private static StrategySnapshot Collecting(string signal, int rows)
    {
        string table = $$"""
            { "id": "words", "hit": "collect", "complete": false, "inputs": [ { "name": "risk_signal" }, { "name": "age" } ],
              "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" } ],
              "rows": [ {{string.Join(",", Enumerable.Range(0, rows).Select(row => $"[\"{signal}\", \"< {100 + row / 10.0}\", \"refer\", \"signal_weak\"]"))}} ] }
            """;
        return new RuleContent { Tables = table, Identity = ByTable }.Read();
    }

    [Fact]
    public void A_gap_that_is_allowed_leaves_the_outputs_missing()
    {
        string table = """
            { "id": "gappy", "hit": "unique", "complete": false, "inputs": [ { "name": "risk_signal" } ], "outputs": [ { "name": "x", "type": "number" } ], "rows": [ ["> 5", 1] ] }
            """;
        var content = new RuleContent { Tables = table, Risk = RuleContent.Rule("reads", "tables.gappy.x > 0") + "," + RuleContent.Rule("asks", "!tables.gappy.hit", "refer", "trees_object") };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read());
        Assert.Equal([("reads", true, "tables.gappy.x"), ("asks", false, "")], decision.Trace[4].Rules.Select(rule => (rule.Id, rule.Unanswered, rule.Missing)));
    }
}
