using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Tests.Decisions;

namespace CreditDecision.Core.Tests.Strategies;

/// <summary>Every mistake in rules, tables and formulas is refused with its place and a sentence.</summary>
public class StrategyRuleMistakesTests
{
    private const string Table = """
        { "id": "t", "hit": "first", "inputs": [ { "name": "risk_signal" } ],
          "outputs": [ { "name": "outcome", "type": "text" }, { "name": "reason", "type": "text" } ], "default": [ "none", "none" ],
          "rows": [ ["> 5", "decline", "signal_weak"] ] }
        """;

    [Theory]
    [InlineData("risk_signol > 1", "risk_signol")]
    [InlineData("risk_signal + 1", "column")]
    [InlineData("risk_signal > 'a'", "column")]
    [InlineData("employment == 'gig' && (", "column")]
    [InlineData("risk.pd > 0.1 && limit.yuan > 5.0", "limit.yuan becomes known only in stage limit")]
    [InlineData("price.apr_bps > 5.0", "becomes known only in stage pricing")]
    public void A_mistake_in_a_condition(string when, string sentence)
    {
        DocumentError error = Assert.Single(new RuleContent { Risk = RuleContent.Rule("r", when) }.Mistakes());
        Assert.Equal("stages.risk.rules[0].when", error.Path);
        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void The_place_in_a_condition_of_several_lines_has_its_line()
    {
        string when = """age > 3\n&& nothing_known""";
        DocumentError error = Assert.Single(new RuleContent { Risk = RuleContent.Rule("r", when) }.Mistakes());
        Assert.StartsWith("line 2, column 4: ", error.Message);
    }

    [Theory]
    [InlineData("\"outcome\": \"refer\"", "\"outcome\": \"approve\"", "outcome", "must be one of refer, decline")]
    [InlineData("\"outcome\": \"refer\"", "\"outcome\": \"decline\"", "reason", "tells the borrower that a person will look")]
    [InlineData("age_review", "no_such_reason", "reason", "no reason \"no_such_reason\" is known")]
    [InlineData("age_review", "offline_core_judgement", "reason", "A5")]
    [InlineData("\"when_missing\": \"refer\"", "\"when_missing\": \"approve\"", "when_missing", "must be one of refer, decline, skip")]
    [InlineData("\"when\":", "\"if\":", "if", "is not known here")]
    [InlineData("\"id\": \"r\"", "\"id\": \"large\"", "id", "is the id of another rule, trigger or formula")]
    public void A_mistake_in_a_rule(string right, string wrong, string key, string sentence)
    {
        string rule = RuleContent.Rule("r", "age > 1", "refer", "age_review");
        Assert.Contains(right, rule);
        IReadOnlyList<DocumentError> errors = new RuleContent { Compliance = rule.Replace(right, wrong) }.Mistakes();
        // Ids are read in the order of the document, so it is the trigger "large" that finds its id taken.
        Assert.Contains(errors, error => (error.Path == $"stages.compliance.rules[0].{key}" || (key == "id" && error.Path == "review_triggers[0].id")) && error.Message.Contains(sentence));
    }

    [Theory]
    [InlineData("""{ "id": "x", "when": "age > 1", "reason": "age_review", "when_missing": "decline" }""", "when_missing", "a review trigger never declines")]
    [InlineData("""{ "id": "x", "when": "age > 1", "outcome": "decline", "reason": "age_review" }""", "outcome", "is not known here")]
    [InlineData("""{ "id": "x", "on": "age_from", "threshold": 58 }""", "when", "is missing")]
    public void A_mistake_in_a_trigger(string trigger, string key, string sentence) =>
        Assert.Contains(new RuleContent { Triggers = trigger }.Mistakes(), error => error.Path == $"review_triggers[0].{key}" && error.Message.Contains(sentence));

    [Fact]
    public void A_cap_reads_only_what_is_known_before_the_limit_and_an_adjustment_before_the_price()
    {
        var content = new RuleContent
        {
            Caps = """{ "id": "c", "most_yuan": "limit.yuan * 2.0", "reason": "signal_weak" }, { "id": "d", "most_yuan": "age > 1", "reason": "signal_weak" }""",
            Adjustments = """{ "id": "a", "add_bps": "price.apr_bps" }, { "id": "b", "add_bps": "age * 12" }""",
        };
        Assert.Equal(
            ["limit.caps[0].most_yuan", "limit.caps[1].most_yuan", "pricing.adjustments[0].add_bps", "pricing.adjustments[1].add_bps"],
            content.Mistakes().Select(error => error.Path));
    }

    [Theory]
    [InlineData("\"name\": \"risk_signal\"", "\"name\": \"risk_signol\"", "tables[0].inputs[0].name", "no feature, fact or earlier table's output")]
    [InlineData("\"name\": \"risk_signal\"", "\"name\": \"decided_at\"", "tables[0].inputs[0].name", "is a moment")]
    [InlineData("\"name\": \"risk_signal\"", "\"name\": \"x\", \"expr\": \"age + \"", "tables[0].inputs[0].expr", "column")]
    [InlineData("\"name\": \"risk_signal\"", "\"name\": \"x\", \"expr\": \"employment\"", "tables[0].inputs[0].expr", "must give a number or a flag")]
    [InlineData("\"id\": \"t\"", "\"id\": \"7t\"", "tables[0].id", "must begin with a letter")]
    [InlineData("\"> 5\"", "\"> five\"", "tables[0].rows[0]", "")]
    public void A_mistake_in_a_table_is_told_once_and_not_again_by_what_speaks_of_the_table(string right, string wrong, string path, string sentence)
    {
        Assert.Contains(right, Table);
        var content = new RuleContent
        {
            Tables = Table.Replace(right, wrong),
            Risk = """{ "id": "r", "table": "t" },""" + RuleContent.Rule("s", "tables.t.hit"),
        };
        IReadOnlyList<DocumentError> errors = content.Mistakes();
        Assert.Contains(errors, error => error.Path.StartsWith(path, StringComparison.Ordinal) && error.Message.Contains(sentence));
        if (!right.Contains("\"id\"")) Assert.Single(errors);
    }

    [Theory]
    [InlineData("\"name\": \"x\", \"expr\": \"tables.t.hit\"", "expr")]
    [InlineData("\"name\": \"tables.t.hit\"", "name")]
    public void A_table_that_reads_a_broken_one_says_so(string input, string key)
    {
        string second = Table.Replace("\"t\"", "\"u\"").Replace("\"name\": \"risk_signal\"", input);
        IReadOnlyList<DocumentError> errors = new RuleContent { Tables = Table.Replace("risk_signal", "nothing") + "," + second.Replace("\"> 5\"", "true") }.Mistakes();
        Assert.Equal(["tables[0].inputs[0].name", $"tables[1].inputs[0].{key}"], errors.Select(error => error.Path));
        Assert.Contains("has mistakes of its own", errors[1].Message);
    }

    [Fact]
    public void Two_tables_cannot_have_one_name_in_expressions()
    {
        var content = new RuleContent { Tables = Table.Replace("\"t\"", "\"a-b\"") + "," + Table.Replace("\"t\"", "\"a-b\"") };
        Assert.Equal("tables[1].id", Assert.Single(content.Mistakes()).Path);
    }

    [Theory]
    [InlineData("\"name\": \"outcome\"", "\"name\": \"word\"", "must have an output \"outcome\"")]
    [InlineData("\"decline\", \"signal_weak\"", "\"approve\", \"signal_weak\"", "can only refer, decline, or say none")]
    [InlineData("\"decline\", \"signal_weak\"", "\"decline\", \"nothing\"", "row 1 of \"t\": no reason \"nothing\"")]
    [InlineData("\"decline\", \"signal_weak\"", "\"decline\", \"age_review\"", "row 1 of \"t\": \"age_review\" tells the borrower")]
    [InlineData("\"none\", \"none\"", "\"refer\", \"none\"", "the default of \"t\": no reason \"none\"")]
    [InlineData("\"name\": \"risk_signal\"", "\"name\": \"limit.yuan\"", "has its answer only from stage limit on")]
    [InlineData("\"id\": \"t\"", "\"id\": \"u\"", "no table \"t\" is written under tables")]
    public void A_mistake_between_a_rule_and_its_table(string right, string wrong, string sentence)
    {
        Assert.Contains(right, Table);
        DocumentError error = Assert.Single(new RuleContent { Tables = Table.Replace(right, wrong), Risk = """{ "id": "r", "table": "t" }""" }.Mistakes());
        Assert.Equal("stages.risk.rules[0].table", error.Path);
        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void A_name_of_a_later_stages_table_is_refused_with_where_it_becomes_known()
    {
        var content = new RuleContent { Tables = Table.Replace("risk_signal", "risk.pd").Replace("> 5", "> 0.5"), Identity = RuleContent.Rule("early", "tables.t.hit") };
        DocumentError error = Assert.Single(content.Mistakes());
        Assert.Equal("stages.identity.rules[0].when", error.Path);
        Assert.Contains("becomes known only in stage risk", error.Message);
    }

    [Theory]
    [InlineData("""{ "name": "signal_strong", "zh": "a", "en": "a" }""", "reasons[0].name", "can reword reasons, not add any")]
    [InlineData("""{ "name": "signal_weak", "zh": "a", "en": "a" }, { "name": "signal_weak", "zh": "b", "en": "b" }""", "reasons[1].name", "reworded twice")]
    [InlineData("""{ "name": "signal_weak", "zh": "", "en": "a" }""", "reasons[0].zh", "must not be empty")]
    public void A_mistake_in_a_text(string reasons, string path, string sentence)
    {
        DocumentError error = Assert.Single(new RuleContent { Reasons = reasons }.Mistakes());
        Assert.Equal(path, error.Path);
        Assert.Contains(sentence, error.Message);
    }

    [Theory]
    [InlineData("\"risk\"", "\"rsk\"", "no model \"rsk\" is loaded")]
    [InlineData("\"risk\"", "\"fraud\"", "is of kind anti_fraud")]
    [InlineData("\"risk\"", "\"risk\"", "is asked by this stage already")]
    public void A_mistake_in_shadow_models(string right, string shadow, string sentence)
    {
        string text = DecisionContent.StrategyText.Replace($"\"model\": {right}", $"\"shadow_models\": [{shadow}], \"model\": {right}");
        Assert.Null(DecisionContent.ReadStrategy(text, DecisionContent.Context, out IReadOnlyList<DocumentError> errors));
        DocumentError error = Assert.Single(errors);
        Assert.Equal("stages.risk.shadow_models", error.Path);
        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void A_shadow_model_is_held_but_not_asked()
    {
        StrategyContext context = DecisionContent.Context.WithTrees("trees", "risk", (-5, 5));
        string text = DecisionContent.StrategyText.Replace("\"model\": \"risk\"", "\"shadow_models\": [\"trees\"], \"model\": \"risk\"");
        StrategySnapshot strategy = DecisionContent.ReadStrategy(text, context, out _)!;
        Assert.Equal("trees", Assert.Single(strategy.Stages.Risk.Shadows).Id);
        Assert.DoesNotContain(strategy.Models, model => model.Id == "trees");
        Assert.Empty(DecisionContent.Decide(DecisionContent.Draft(), 0, strategy).Trace[4].Beside);
    }

    [Fact]
    public void All_conditions_together_have_a_bound()
    {
        // Each visits 800 elements; one alone is within its own bound.
        string dear = $"[{string.Join(",", Enumerable.Range(0, 800))}].all(x, x >= 0 && x < 1000)";
        string rules = string.Join(",", Enumerable.Range(0, 400).Select(i => RuleContent.Rule($"r{i}", dear)));
        IReadOnlyList<DocumentError> errors = new RuleContent { Risk = rules }.Mistakes();
        DocumentError error = Assert.Single(errors);
        Assert.Equal("", error.Path);
        Assert.Contains("steps together, more than 1000000; the dearest is stages.risk.rules[0].when", error.Message);
    }

    [Fact]
    public void Rules_that_ask_a_dear_table_again_and_again_are_bounded_too()
    {
        string dear = $"[{string.Join(",", Enumerable.Range(0, 800))}].all(x, double(x) != risk_signal)";
        string table = Table.Replace("\"name\": \"risk_signal\"", $"\"name\": \"x\", \"expr\": \"{dear}\"").Replace("\"> 5\"", "true");
        string rules = string.Join(",", Enumerable.Range(0, 400).Select(i => $$"""{ "id": "r{{i}}", "table": "t" }"""));
        DocumentError error = Assert.Single(new RuleContent { Tables = table, Risk = rules }.Mistakes());
        Assert.Contains("steps together, more than 1000000", error.Message);
    }

    [Fact]
    public void Mistakes_of_every_part_are_told_at_once()
    {
        var content = new RuleContent
        {
            Reasons = """{ "name": "x", "zh": "a", "en": "a" }""",
            Compliance = RuleContent.Rule("a", "nothing"),
            Fraud = RuleContent.Rule("b", "risk.pd > 1.0"),
            Caps = """{ "id": "c", "most_yuan": "age", "reason": "x" }""",
            Triggers = """{ "id": "a", "when": "age > 1", "reason": "age_review" }""",
        };
        Assert.Equal(
            ["reasons[0].name", "stages.compliance.rules[0].when", "stages.anti_fraud.rules[0].when", "limit.caps[0].reason", "review_triggers[0].id"],
            content.Mistakes().Select(error => error.Path));
    }
}
