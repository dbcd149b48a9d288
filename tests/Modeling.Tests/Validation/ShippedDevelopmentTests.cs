using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Populations;
using CreditDecision.Modeling.Validation;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>The risk models that ship, on applicants that neither has seen, under the policy that ships for them.</summary>
[Trait("Article", "A38")]
public sealed class ShippedDevelopmentTests(ITestOutputHelper output)
{
    private const int Count = 40_000;
    private const long UnseenSeed = 20260103;

    private static readonly Lazy<CsvTable> Population = new(() =>
    {
        using var stream = new MemoryStream();
        PopulationGenerator.Write(Count, UnseenSeed, PopulationGenerator.DefaultDay, stream, new Progress<int>());
        return Repository.Table(stream.ToArray(), "population.csv");
    });

    private static readonly RowChoice Choice = new()
    {
        Label = "default_12m",
        OnlyRows = [new RowCondition("identity_fraud", "false"), new RowCondition("fraud", "false")],
        HoldOutShare = 0.5,
        Segment = "channel",
    };

    [Fact]
    public void The_risk_scorecard_passes() => AssertPassed(TestSubject.Of(Repository.Scorecard("risk"), Repository.Catalog));

    [Fact]
    public void The_risk_trees_pass_under_their_card()
    {
        var errors = new DocumentErrors();
        ModelArtifact artifact = ArtifactReader.Read(Repository.Bytes("models/risk-trees.json"), errors)!;
        CardedModel model = Repository.Read("models/risk-trees.card.yaml", (document, sha256) =>
            ModelCard.Read(document, Repository.Catalog, Repository.Reasons, sha256).Bind(artifact.Model, SnakeCase.Of(artifact.Format), artifact.Sha256, document.Errors));
        TestSubject subject = TestSubject.Of(model, Repository.Catalog);

        Assert.Equal((model.Sha256, artifact.Sha256), (subject.Identity.Sha256, subject.Identity.ArtifactSha256));
        AssertPassed(subject);
    }

    private void AssertPassed(TestSubject subject)
    {
        TestReport report = Trial.Run(subject, Population.Value, Choice, Encoding.UTF8.GetString(Repository.Bytes("models/risk.policy.yaml")));
        foreach (TestCheck check in report.Checks) output.WriteLine(check.ToString());
        Assert.All(report.Checks, check => Assert.True(check.Passed, check.ToString()));
        // The catalog allows everything that the population holds, and every shock reaches the model.
        Assert.All(report.Features, feature => Assert.Equal(0, feature.Refused));
        Assert.All(report.Stress, shock => Assert.NotEqual(default, shock.Change));
        Assert.Equal(["mobile_app", "mini_program", "partner", "web"], report.Segments!.Slices.OrderByDescending(slice => slice.Plain.Rows).Select(slice => slice.Value));
    }
}
