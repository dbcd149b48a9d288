using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Cards;

public class ModelCardTests
{
    [Theory]
    [InlineData("model_card", "scorecard", "kind", "must be \"model_card\"")]
    [InlineData("\"risk-trees.json\"", "\"../risk-trees.json\"", "artifact.file", "plain name of a file")]
    [InlineData("\"risk-trees.json\"", "\"sub/risk.json\"", "artifact.file", "plain name of a file")]
    [InlineData("\"risk-trees.json\"", "\"a\\\\b.json\"", "artifact.file", "plain name of a file")]
    [InlineData("\"risk-trees.json\"", "\".hidden\"", "artifact.file", "plain name of a file")]
    [InlineData("\"risk-trees.json\"", "\"a..b\"", "artifact.file", "plain name of a file")]
    [InlineData("\"xgboost_json\"", "\"onnx\"", "artifact.format", "the content of risk-trees.json is xgboost_json")]
    [InlineData("00aa\"", "00ab\"", "artifact.sha256", "is not that of risk-trees.json, whose bytes have 0000")]
    [InlineData("00aa\"", "00AA\"", "artifact.sha256", "must be 64 lower-case")]
    [InlineData("\"input\": \"job\"", "\"input\": \"f2\"", "inputs[2].input", "\"f2\" is no input of the artifact; it has util, job, edu")]
    [InlineData("\"input\": \"job\"", "\"input\": \"f2\"", "inputs", "not bound: job")]
    [InlineData("\"input\": \"job\"", "\"input\": \"util\"", "inputs[2].input", "is bound already")]
    [InlineData("\"feature\": \"employed\"", "\"feature\": \"sex\"", "inputs[2].feature", "is not in the feature catalog")]
    [InlineData("\"feature\": \"education\"", "\"feature\": \"utilisation\"", "inputs[0].feature", "is a number, but \"edu\" is a category")]
    [InlineData("\"feature\": \"utilisation\"", "\"feature\": \"education\"", "inputs[1].codes", "must hold a code for \"graduate\"")]
    [InlineData("\"feature\": \"utilisation\"", "\"feature\": \"education\"", "inputs[1].reason", "must be that of the other inputs")]
    [InlineData("\"reason\": \"utilisation_high\"", "\"reason\": \"mood\"", "inputs[1].reason", "is not in the reason catalog")]
    [InlineData("\"reason\": \"utilisation_high\"", "\"reason\": \"utilisation_high\", \"codes\": { \"x\": 1 }", "inputs[1].codes", "\"utilisation\" is a number")]
    [InlineData("\"employed\", \"reason\": \"profile\"", "\"employed\", \"reason\": \"profile\", \"codes\": { \"true\": 1 }", "inputs[2].codes", "must hold a code for \"false\"")]
    [InlineData("\"employed\", \"reason\": \"profile\"", "\"employed\", \"reason\": \"profile\", \"categories\": { \"true\": \"yes\" }", "inputs[2].categories", "must be left out")]
    [InlineData("\"employed\", \"reason\": \"profile\"", "\"employed\", \"reason\": \"profile\", \"unknown\": [ \"true\" ]", "inputs[2].unknown", "every category needs a code")]
    [InlineData("\"graduate\": \"grad\"", "\"graduate\": \"phd\"", "inputs[0].categories", "\"phd\" is no category of \"edu\" in the artifact, which has school, uni, grad")]
    [InlineData("\"graduate\": \"grad\", ", "", "inputs[0].categories", "\"graduate\" is no category of \"edu\"")]
    [InlineData("\"graduate\": \"grad\"", "\"gradate\": \"grad\"", "inputs[0].categories.gradate", "is not known here")]
    [InlineData("[\"other\"]", "[]", "inputs[0].categories", "map \"other\" to one, or list it as unknown")]
    [InlineData("[\"other\"]", "[\"others\"]", "inputs[0].unknown", "\"others\" is not one of graduate")]
    [InlineData("[\"other\"]", "[\"other\", \"graduate\"]", "inputs[0].unknown", "\"graduate\" is given a place in the artifact as well")]
    [InlineData("[\"other\"]", "[\"other\"], \"codes\": { \"other\": 3 }", "inputs[0].codes", "knows the categories of \"edu\" by name")]
    [InlineData("\"use\": \"margin\"", "\"use\": \"margin\", \"name\": \"odds\"", "output.name", "\"odds\" is none of the artifact's margins: margin")]
    [InlineData("\"use\": \"margin\"", "\"use\": \"output\"", "output.use", "only the margin can mean log_odds_of_bad")]
    [InlineData("\"meaning\": \"log_odds_of_bad\"", "\"meaning\": \"points\"", "calibration.method", "points say nothing of probability")]
    [InlineData("\"meaning\": \"log_odds_of_bad\"", "\"meaning\": \"mood\"", "output.meaning", "must be one of log_odds_of_bad, probability_of_bad")]
    [InlineData("\"developers\": \"risk models\", ", "", "developers", "is missing")]
    [InlineData("\"fitted_by\"", "\"fited_by\"", "made_from.fitted_by", "is missing")]
    [InlineData("\"limits\"", "\"threshold\": 1, \"limits\"", "threshold", "is not known here")]
    public void A_mistake_is_named_with_its_path(string sound, string broken, string path, string message)
    {
        Assert.Contains(sound, CardContent.CardText, StringComparison.Ordinal);
        Assert.Null(CardContent.Bind(CardContent.CardText.Replace(sound, broken), CardContent.Plan, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_of_the_card_alone_and_against_its_artifact_are_reported_at_once()
    {
        string text = CardContent.CardText.Replace("\"utilisation_high\"", "\"mood\"").Replace("00aa\"", "00ab\"").Replace("\"grad\"", "\"phd\"")
            .Replace("\"input\": \"job\"", "\"input\": \"f2\"").Replace("\"limits\": \"none known\",", "");
        CardContent.Bind(text, CardContent.Plan, out IReadOnlyList<DocumentError> errors);
        Assert.Equal(["inputs[1].reason", "limits", "artifact.sha256", "inputs[0].categories", "inputs[2].input", "inputs"], errors.Select(error => error.Path));
    }

    [Fact]
    public void Categories_that_the_artifact_knows_by_code_only_need_whole_codes()
    {
        TreeEnsemblePlan plan = CardContent.Plan with { Inputs = [.. CardContent.Plan.Inputs.Take(2), new ModelInput("edu", InputType.Category, [])] };
        string coded = CardContent.CardText.Replace("\"categories\": { \"graduate\": \"grad\", \"university\": \"uni\" }", "\"codes\": { \"graduate\": 2, \"university\": 1, \"school\": 0 }");
        CardedModel model = CardContent.Bind(coded, plan, out _)!;
        Assert.Equal([CardContent.Model.Score([0, 0, 0]), CardContent.Model.Score([0, 0, 2])], new[] { model.Score([0, 0, 0]), model.Score([0, 0, 2]) });
        foreach ((string broken, string path) in new[] { ("\"school\": -1", "inputs[0].codes.school"), ("\"school\": 0.5", "inputs[0].codes.school"), ("\"school\": 16777216", "inputs[0].codes.school") })
        {
            Assert.Null(CardContent.Bind(coded.Replace("\"school\": 0", broken), plan, out IReadOnlyList<DocumentError> errors));
            Assert.Contains(errors, error => error.Path == path && error.Message.Contains("must be a whole number", StringComparison.Ordinal));
        }
        Assert.Null(CardContent.Bind(CardContent.CardText, plan, out IReadOnlyList<DocumentError> byName));
        Assert.Contains(byName, error => error.Path == "inputs[0].categories" && error.Message.Contains("only by code", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_results_the_card_names_one()
    {
        TreeEnsemblePlan plan = CardContent.Plan with { Outputs = ["good", "bad", "other"], Margins = ["good", "bad", "other"], Base = [0, 0, 0], Link = new LinkFunction(Link.Softmax, FloatPrecision.Binary64) };
        string card = CardContent.CardText.Replace("\"use\": \"margin\", \"meaning\": \"log_odds_of_bad\"", "\"use\": \"output\", NAME \"meaning\": \"probability_of_bad\"");
        Assert.Null(CardContent.Bind(card.Replace("NAME", ""), plan, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == "output.name" && error.Message.Contains("good, bad, other", StringComparison.Ordinal));
        CardedModel model = CardContent.Bind(card.Replace("NAME", "\"name\": \"bad\","), plan, out _)!;
        // The trees add to "good": 0.5 + 0.75 + 0.9 against twice 0.
        Assert.Equal(1 / (2 + Math.Exp(2.15)), model.Score([0.5, 0, 2]), 12);
    }

    [Fact]
    public void A_feature_that_may_be_missing_is_not_bound_to_an_input_that_reads_a_zero_then()
    {
        TreeEnsemblePlan plan = CardContent.Plan with { Inputs = [CardContent.Plan.Inputs[0] with { TakesMissing = false }, .. CardContent.Plan.Inputs.Skip(1)] };
        Assert.Null(CardContent.Bind(CardContent.CardText, plan, out IReadOnlyList<DocumentError> errors));
        DocumentError error = Assert.Single(errors);
        Assert.Equal("inputs[1].feature", error.Path);
        Assert.Contains("the artifact cannot do without \"util\"", error.Message);
    }

    [Fact]
    public void Averaged_probabilities_are_explained_in_probability()
    {
        TreeEnsemblePlan plan = CardContent.Plan with
        {
            Trees = [CardContent.Below(0, 0.5, 0.1, 0.7), CardContent.Below(1, 0.5, 0.4, 0.2), CardContent.InSet(2, 0.6, 0.3)],
            Base = [0],
            Divisor = 3,
            BaseFirst = false,
            Link = new LinkFunction(Link.Identity, FloatPrecision.Binary64),
        };
        string card = CardContent.CardText.Replace("\"use\": \"margin\", \"meaning\": \"log_odds_of_bad\"", "\"use\": \"output\", \"meaning\": \"probability_of_bad\"");
        CardedModel model = CardContent.Bind(card, plan, out _)!;
        Assert.Equal(1.7 / 3, model.Score([0.5, 0, 2]), 12);
        var top = new Contribution[1];
        model.Explain([0.5, 0, 2], top, []);
        Assert.Equal((CostUnit.Probability, 0.1), (top[0].Unit, Math.Round(top[0].Cost, 12)));
    }

    // The row of zeros that a card is tried with need not have an answer: 0 may be out of a field's range.
    [Fact]
    public void An_output_that_is_its_margin_is_explained_in_its_own_unit_also_where_the_trial_row_has_no_answer()
    {
        string card = CardContent.CardText.Replace("\"use\": \"margin\", \"meaning\": \"log_odds_of_bad\"", "\"use\": \"output\", \"meaning\": \"probability_of_bad\"");
        CardedModel model = CardContent.Bind(card, new Ranged(), out _)!;
        var top = new Contribution[1];
        model.Explain([0.5, 0, 2], top, []);
        Assert.Equal(CostUnit.Probability, top[0].Unit);
    }

    [Fact]
    public void An_artifact_whose_result_is_no_sum_of_its_inputs_cannot_explain_a_refusal_and_is_refused()
    {
        Assert.Null(CardContent.Bind(CardContent.CardText, new Product(), out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == "artifact.file" && error.Message.Contains("a refusal must be explained", StringComparison.Ordinal));
    }

    [Fact]
    public void An_output_that_the_artifact_derives_for_its_callers_has_no_margin_to_explain_it()
    {
        string text = CardContent.CardText.Replace("\"use\": \"margin\"", "\"use\": \"output\", \"name\": \"twice\"");
        Assert.Null(CardContent.Bind(text, new Product(), out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == "output.use" && error.Message.Contains("no margin for this output", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_vanishes_when_a_value_is_missing_is_no_answer_to_rely_on()
    {
        Assert.Null(CardContent.Bind(CardContent.CardText, new Product(explains: true), out IReadOnlyList<DocumentError> errors));
        Assert.Equal(["inputs[1].feature", "inputs[2].feature"], errors.Select(error => error.Path));
    }

    /// <summary>A share that is its own margin; of zeros there is none.</summary>
    private sealed class Ranged() : CompiledModel(CardContent.Plan.Inputs, ["share"], ["share"])
    {
        public override ModelShape Shape => new("share", 0, 0, 0, 0);

        public override bool IsMarginItself(int output, int margin) => true;

        public override void Margin(ReadOnlySpan<double> row, Span<double> margins) => margins[0] = row.ContainsAnyExcept(0) ? 0.25 : double.NaN;

        public override void Predict(ReadOnlySpan<double> row, Span<double> outputs) => Margin(row, outputs);

        public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions) => contributions.Fill(0.0625);
    }

    /// <summary>Utilisation times employment, and twice that: a missing factor leaves no product, and no factor has a share in it.</summary>
    private sealed class Product(bool explains = false) : CompiledModel(CardContent.Plan.Inputs, ["margin"], ["product", "twice"])
    {
        public override ModelShape Shape => new("product", 0, 0, 0, 0);

        public override bool CanExplain => explains;

        public override void Margin(ReadOnlySpan<double> row, Span<double> margins) => margins[0] = row[0] * row[1];

        public override void Predict(ReadOnlySpan<double> row, Span<double> outputs) => (outputs[0], outputs[1]) = (row[0] * row[1], 2 * row[0] * row[1]);

        public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions) => throw new NotSupportedException();
    }
}
