using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Cards;

public class CardedModelTests
{
    // The catalog's education: graduate 0, university 1, school 2, other 3.
    private const double Nothing = double.NaN;

    [Theory]
    [InlineData(0.4, 1, 0, 0.25 - 0.9 - 0.25 - 0.5)]
    [InlineData(0.5, 1, 1, 0.25 + 0.9 - 0.25 - 0.5)]
    [InlineData(0.5, 0, 2, 0.25 + 0.9 + 0.5 + 0.75)]
    [InlineData(0.4, 0, 3, 0.25 - 0.9 + 0.5 - 0.5)]
    [InlineData(Nothing, Nothing, Nothing, 0.25 + 0.9 - 0.25 - 0.5)]
    public void Every_input_reads_its_own_feature_whatever_the_order_in_card_catalog_and_artifact(double utilisation, double employed, double education, double expected) =>
        Assert.Equal(expected, CardContent.Model.Score([utilisation, employed, education]), 12);

    [Fact]
    public void The_card_says_who_the_model_is_and_both_documents_are_named()
    {
        CardedModel model = CardContent.Model;
        Assert.Equal(("risk-trees", "3", ModelKind.Risk, ScoringContent.Sha256, CardContent.ArtifactSha256), (model.Id, model.Version, model.Kind, model.Sha256, model.ArtifactSha256));
        Assert.Equal([0, 1, 2], model.Slots);
        Assert.Equal(("risk models", "consumer cash", "hand"), (model.Card.Authorship.Developers, model.Card.Authorship.IntendedUse, model.Card.Origin.FittedBy));
    }

    [Theory]
    [InlineData("\"margin\", \"meaning\": \"log_odds_of_bad\"", 1.0)]
    [InlineData("\"output\", \"meaning\": \"probability_of_bad\"", 1.0)]
    [InlineData("\"output\", \"meaning\": \"probability_of_good\"", -1.0)]
    [InlineData("\"output\", \"name\": \"probability\", \"meaning\": \"probability_of_bad\"", 1.0)]
    public void The_meaning_of_the_score_makes_the_probability(string output, double direction)
    {
        CardedModel model = CardContent.Bind(CardContent.CardText.Replace("\"margin\", \"meaning\": \"log_odds_of_bad\"", output), CardContent.Plan, out _)!;
        double score = model.Score([0.5, 0, 2]);
        Assert.Equal(1 / (1 + Math.Exp(-2.4 * direction)), model.ProbabilityOf(score).Value, 12);
    }

    [Fact]
    public void Points_count_the_other_way_and_need_a_scale()
    {
        string text = CardContent.CardText.Replace("log_odds_of_bad", "points")
            .Replace("\"method\": \"none\"", "\"method\": \"points_to_odds\", \"base_points\": 2.4, \"base_odds\": 1, \"pdo\": 1");
        CardedModel model = CardContent.Bind(text, CardContent.Plan, out _)!;
        Assert.Equal(0.5, model.ProbabilityOf(model.Score([0.5, 0, 2])).Value, 12);
        var top = new Contribution[5];
        // What raised the margin is good now: only what lowered it costs points.
        Explanation explanation = model.Explain([0.4, 0, 2], top, []);
        Assert.Equal(new Contribution(0, 0.4, 0.9, CostUnit.Points, new ReasonCode(20001)), Rounded(Assert.Single(top[..explanation.Contributions])));
    }

    [Fact]
    public void What_raised_the_risk_is_told_largest_first_in_log_odds()
    {
        var top = new Contribution[5];
        var reasons = new ReasonCode[5];
        Explanation explanation = CardContent.Model.Explain([0.5, 0, 2], top, reasons);
        Assert.Equal(
            [
                new Contribution(0, 0.5, 0.9, CostUnit.LogOdds, new ReasonCode(20001)),
                new Contribution(2, 2, 0.625, CostUnit.LogOdds, new ReasonCode(20003)),
                new Contribution(1, 0, 0.375, CostUnit.LogOdds, new ReasonCode(20003)),
            ],
            top[..explanation.Contributions].Select(Rounded));
        // Together, education and work weigh more than utilisation.
        Assert.Equal([new ReasonCode(20003), new ReasonCode(20001)], reasons[..explanation.Reasons]);
    }

    [Fact]
    public void A_reason_that_on_the_whole_spoke_for_the_applicant_is_none()
    {
        var top = new Contribution[5];
        var reasons = new ReasonCode[5];
        Explanation explanation = CardContent.Model.Explain([0.5, 0, 0], top, reasons);
        Assert.Equal([0, 1], top[..explanation.Contributions].Select(contribution => contribution.Slot));
        Assert.Equal([new ReasonCode(20001)], reasons[..explanation.Reasons]);
        Assert.Equal(new Explanation(0, 0), CardContent.Model.Explain([0.4, 1, 0], top, reasons));
    }

    // Utilisation lifts both margins alike, so that it moves no probability; only work parts the classes.
    private static TreeEnsemblePlan Classes => CardContent.Plan with
    {
        Margins = ["good", "bad"], Outputs = ["good", "bad"], Base = [0, 0],
        Trees =
        [
            CardContent.Below(0, 0.5, -3, 3), CardContent.Below(0, 0.5, -3, 3) with { Margin = 1 },
            CardContent.Below(1, 0.5, -2, 2), CardContent.InSet(2, 0, 0),
        ],
        Link = new LinkFunction(Link.Softmax, FloatPrecision.Binary64),
    };

    [Fact]
    public void What_moves_all_classes_of_a_softmax_alike_is_no_reason()
    {
        string card = CardContent.CardText.Replace("\"use\": \"margin\", \"meaning\": \"log_odds_of_bad\"", "\"use\": \"output\", \"name\": \"bad\", \"meaning\": \"probability_of_bad\"");
        CardedModel model = CardContent.Bind(card, Classes, out IReadOnlyList<DocumentError> errors)!;
        Assert.Empty(errors);
        var top = new Contribution[5];
        Explanation told = model.Explain([0.9, 0, 2], top, new ReasonCode[5]);
        Contribution only = Assert.Single(top[..told.Contributions]);
        Assert.Equal((1, 2, CostUnit.LogOdds), (only.Slot, Math.Round(only.Cost, 12), only.Unit));
        Assert.Equal(1 / (1 + Math.Exp(-2)), model.Score([0.9, 0, 2]), 1e-12);
    }

    [Fact]
    public void A_margin_of_a_softmax_is_no_score()
    {
        string card = CardContent.CardText.Replace("\"use\": \"margin\"", "\"use\": \"margin\", \"name\": \"bad\"");
        Assert.Null(CardContent.Bind(card, Classes, out IReadOnlyList<DocumentError> errors));
        Assert.Equal("output.use", Assert.Single(errors).Path);
    }

    [Fact]
    public void No_more_is_told_than_was_asked_for()
    {
        var top = new Contribution[1];
        var reasons = new ReasonCode[1];
        Assert.Equal(new Explanation(1, 1), CardContent.Model.Explain([0.5, 0, 2], top, reasons));
        Assert.Equal((0, 20003), (top[0].Slot, reasons[0].Number));
        Assert.Equal(new Explanation(0, 0), CardContent.Model.Explain([0.5, 0, 2], [], []));
    }

    [Fact]
    public void One_column_for_each_category_is_one_feature_with_different_codes()
    {
        TreeEnsemblePlan plan = CardContent.Plan with
        {
            Inputs = [ModelInput.Number("edu_school"), ModelInput.Number("edu_other"), ModelInput.Number("util")],
            Trees = [CardContent.Below(0, 0.5, -1, 1), CardContent.Below(1, 0.5, -0.5, 0.5), CardContent.Below(2, 0.5, 0, 4)],
        };
        string column = """{ "input": "COLUMN", "feature": "education", "reason": "profile", "codes": { "graduate": 0, "university": 0, "school": SCHOOL, "other": OTHER } }""";
        string text = CardContent.CardText[..CardContent.CardText.IndexOf("{ \"input\": \"edu\"", StringComparison.Ordinal)]
            + column.Replace("COLUMN", "edu_school").Replace("SCHOOL", "1").Replace("OTHER", "0") + ","
            + column.Replace("COLUMN", "edu_other").Replace("SCHOOL", "0").Replace("OTHER", "1")
            + ", { \"input\": \"util\", \"feature\": \"utilisation\", \"reason\": \"utilisation_high\" }"
            + CardContent.CardText[CardContent.CardText.IndexOf(" ],\n", StringComparison.Ordinal)..];
        CardedModel model = CardContent.Bind(text, plan, out IReadOnlyList<DocumentError> errors)!;
        Assert.Empty(errors);
        Assert.Equal([0.25 - 1.5, 0.25 + 0.5, 0.25 - 0.5], new[] { 0, 2, 3 }.Select(education => model.Score([0.1, 0, education])));
        Assert.Equal([2, 0], model.Slots);
        var top = new Contribution[5];
        Explanation explanation = model.Explain([0.1, 0, 2], top, []);
        Assert.Equal(new Contribution(2, 2, 0.5, CostUnit.LogOdds, new ReasonCode(20003)), Rounded(Assert.Single(top[..explanation.Contributions])));
    }

    [Theory]
    [InlineData("\"log_odds_of_bad\"", "margin", 1e300, true)]
    [InlineData("\"log_odds_of_bad\"", "margin", double.NaN, false)]
    [InlineData("\"log_odds_of_bad\"", "margin", double.PositiveInfinity, false)]
    [InlineData("\"log_odds_of_bad\"", "margin", double.NegativeInfinity, false)]
    [InlineData("\"probability_of_bad\"", "output", 1.0000001, true)]
    [InlineData("\"probability_of_bad\"", "output", 1.01, false)]
    [InlineData("\"probability_of_good\"", "output", -0.01, false)]
    public void Only_a_number_that_means_something_is_an_answer(string meaning, string use, double score, bool expected)
    {
        string text = CardContent.CardText.Replace("\"log_odds_of_bad\"", meaning).Replace("\"use\": \"margin\"", $"\"use\": \"{use}\"");
        Assert.Equal(expected, CardContent.Bind(text, CardContent.Plan, out _)!.IsAnswer(score));
    }

    [Fact]
    public void Scoring_through_a_card_allocates_nothing()
    {
        CardedModel model = CardContent.Model;
        double[] values = [0.5, 1, 2];
        double sum = 0;
        Assert.Equal(0, Allocation.Least(() =>
        {
            double score = model.Score(values);
            if (model.IsAnswer(score)) sum += model.ProbabilityOf(score).Value;
        }));
        Assert.True(sum > 0);
    }

    private static Contribution Rounded(Contribution contribution) => contribution with { Cost = Math.Round(contribution.Cost, 12) };
}
