using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Tests.Decisions;

namespace CreditDecision.Core.Tests.Strategies;

public class StrategyReaderTests
{
    [Fact]
    public void A_sound_document_is_read_whole()
    {
        StrategySnapshot strategy = DecisionContent.Strategy;
        Assert.Equal(("test", "7", "cash"), (strategy.Id, strategy.Version, strategy.Product.Code));
        Assert.Equal(["identity", "fraud", "aml", "risk"], strategy.Models.Select(model => model.Id));
        Assert.Equal(4, strategy.Stages.Grades.Count);
    }

    [Theory]
    [InlineData("\"model\": \"risk\"", "\"model\": \"rsk\"", "stages.risk.model", "no model \"rsk\"")]
    [InlineData("\"model\": \"fraud\"", "\"model\": \"aml\"", "stages.anti_fraud.model", "is of kind aml")]
    [InlineData("\"refer_from\": 0.15", "\"refer_from\": 0.5", "stages.risk.refer_from", "nothing would be referred")]
    [InlineData("\"refer_from\": 0.15", "\"refer_form\": 0.15", "stages.risk.refer_form", "is not known here")]
    [InlineData("\"below\": 0.1 }", "\"below\": 0.001 }", "stages.risk.grades[1].below", "must be above")]
    [InlineData("{ \"name\": \"D\", \"below\": 1 }", "{ \"name\": \"D\", \"below\": 0.9 }", "stages.risk.grades[3].below", "must be 1")]
    [InlineData("\"max_amount_yuan\": 200000", "\"max_amount_yuan\": 200001", "limit.max_amount_yuan", "A6")]
    [InlineData("\"D\": { \"eligible\": false }", "\"E\": { \"eligible\": false }", "limit.by_grade.D", "every grade of the scale needs a row")]
    [InlineData("\"floor_bps\": 400", "\"floor_bps\": 2100", "pricing.floor_bps", "must not be above ceiling_bps")]
    [InlineData("\"max_tenor_months\": 36", "\"max_tenor_months\": 360", "pricing.ceiling_bps", "from rounding")]
    [InlineData("\"education\"", "\"securities_investment\"", "product.purposes", "A24")]
    [InlineData("\"education\"", "\"holidays\"", "product.purposes[1]", "must be one of")]
    [InlineData("\"when\": \"limit.yuan", "\"on\": \"limit.yuan", "review_triggers[0].on", "is not known here")]
    [InlineData("\"version\": \"7\"", "\"version\": 7", "version", "must be text")]
    public void A_mistake_is_refused_with_its_place_and_a_sentence(string right, string wrong, string path, string sentence)
    {
        Assert.Contains(right, DecisionContent.StrategyText);
        string text = DecisionContent.StrategyText.Replace(right, wrong);
        Assert.Null(DecisionContent.ReadStrategy(text, DecisionContent.Context, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(sentence));
    }

    [Fact]
    [Trait("Article", "A9")]
    public void A_bank_that_does_not_simply_take_applicants_from_elsewhere_names_its_home()
    {
        Assert.Null(DecisionContent.ReadBank("decline", "", out IReadOnlyList<DocumentError> errors));
        Assert.Equal("cross_region.home_provinces", Assert.Single(errors).Path);
        Assert.NotNull(DecisionContent.ReadBank("decline", "\"31\"", out _));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        string text = DecisionContent.StrategyText.Replace("\"model\": \"risk\"", "\"model\": 3").Replace("\"base_bps\": 300", "\"base_bps\": -1")
            .Replace("\"least\": 20", "\"least\": 70").Replace("\"id\": \"test\", ", "");
        Assert.Null(DecisionContent.ReadStrategy(text, DecisionContent.Context, out IReadOnlyList<DocumentError> errors));
        Assert.Equal(["id", "product.age.least", "stages.risk.model", "pricing.base_bps"], errors.Select(error => error.Path));
    }
}
