using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Fitting;

public class FitPlanReaderTests
{
    private const string Sound = """
        kind: scorecard_fit
        id: risk
        version: "1"
        purpose: risk
        target: default
        outcome: { column: y, bad: "yes" }
        only_rows: [{ column: fraud, value: "false" }]
        binning: { monotonic: none, min_share: 0.01, max_bins: 5 }
        scale: { base_points: 500, base_odds: 10, pdo: 50 }
        folds: 5
        characteristics:
          - { column: a }
          - { column: b, feature: f, reason: r, monotonic: decreasing, max_bins: 3, special: [{ value: -99 }] }
        """;

    [Fact]
    public void A_plan_is_read_whole()
    {
        FitPlan plan = Read(Sound, out _)!;
        Assert.Equal((ModelKind.Risk, "y", "yes", 5, 0.0), (plan.Kind, plan.Outcome, plan.BadValue, plan.Folds, plan.TestShare));
        Assert.Equal(new PointsScale(500, 10, 50), plan.Scale);
        Assert.Equal(new BinningOptions(MonotonicTrend.None, 0.01, 5), plan.Binning);
        Assert.Equal([new RowCondition("fraud", "false")], plan.OnlyRows);
        Assert.Equal(("a", "a", "a"), (plan.Characteristics[0].Column, plan.Characteristics[0].Feature, plan.Characteristics[0].Reason));
        Assert.Equal(("f", "r", MonotonicTrend.Decreasing, 3), (plan.Characteristics[1].Feature, plan.Characteristics[1].Reason, plan.Characteristics[1].Trend, plan.Characteristics[1].MostBins));
        Assert.Equal([-99], plan.Characteristics[1].Specials);
    }

    [Theory]
    [InlineData("kind: scorecard_fit", "kind: scorecard", "kind")]
    [InlineData("purpose: risk", "purpose: luck", "purpose")]
    [InlineData("folds: 5", "folds: 1", "folds")]
    [InlineData("folds: 5", "folds: 5\ntest_share: 0.2", "folds")]
    [InlineData("monotonic: none", "monotonic: sideways", "binning.monotonic")]
    [InlineData("max_bins: 3", "most_bins: 3", "characteristics[1].most_bins")]
    [InlineData("column: y", "columns: y", "outcome.column")]
    public void A_mistake_is_named_with_its_path(string sound, string broken, string path)
    {
        Assert.Null(Read(Sound.Replace(sound, broken), out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path);
    }

    private static FitPlan? Read(string yaml, out IReadOnlyList<DocumentError> errors)
    {
        var found = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), "x.yaml", found)!;
        FitPlan? plan = FitPlanReader.Read(DocumentObject.Root(document.Element, found));
        errors = found.All;
        return plan;
    }
}
