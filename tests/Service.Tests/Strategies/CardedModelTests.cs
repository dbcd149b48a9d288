using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Strategies;

/// <summary>An XGBoost model under its card beside the reference anti-fraud scorecard: address-trees.json with address-trees.card.yaml.</summary>
public sealed class CardedModelTests : IDisposable
{
    private const string Artifact = "models/address-trees.json";
    private const string Card = "models/address-trees.card.yaml";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Article", "A10")]
    [Trait("Article", "A19")]
    public async Task An_application_is_declined_by_a_model_beside_the_scorecard_with_its_reason()
    {
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", Content());
        Decision clean = await service.Client.DecideAsync(Requests.Clean("clean", person: 1), cancellationToken: _cancellation);
        Assert.Equal(Outcome.Approve, clean.Outcome);
        ModelScore quiet = Assert.Single(StageOf(clean).Beside);
        // Unlike scorecards, trees are explained only where they object.
        Assert.Equal((Outcome.Approve, -4.0, 0), (quiet.Outcome, quiet.RawScore, quiet.Contributions.Count));

        DecideRequest request = Requests.Clean("crowded", person: 2).With("address_borrowers_90d", 9);
        Decision decision = await service.Client.DecideAsync(request, cancellationToken: _cancellation);
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(["fraud_score_reject", "security_contact"], decision.Reasons.Select(reason => reason.Name));
        StageTrace stage = StageOf(decision);
        Assert.Equal("anti-fraud", stage.ModelId);
        ModelScore trees = Assert.Single(stage.Beside);
        Assert.Equal(("address-trees", Outcome.Decline, 0.5), (trees.ModelId, trees.Outcome, trees.RawScore));
        Assert.Equal(1 / (1 + Math.Exp(-0.5)), trees.Probability, 12);
        // XGBoost's own pred_contribs: the leaf, less the average of the tree's leaves by their covers.
        Contribution contribution = Assert.Single(trees.Contributions);
        Assert.Equal(("address_borrowers_90d", "9", 20206, 0.0), (contribution.Feature, contribution.Value, contribution.ReasonCode, contribution.PointsLost));
        Assert.Equal(2.5 - (0.75 * -2 + 0.25 * 2.5), contribution.LogOddsAdded, 9);
    }

    [Fact]
    public async Task The_record_names_card_and_artifact_by_hash()
    {
        string content = Content();
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", content);
        Decision decision = await service.Client.DecideAsync(Requests.Clean("clean"), cancellationToken: _cancellation);
        Assert.Equal(["identity", "anti-fraud", "address-trees", "aml", "risk", "risk-trees"], decision.Models.Select(model => model.Id));
        Artifact trees = decision.Models[2];
        Assert.Equal((HashOf(content, Card), HashOf(content, Artifact), "anti_fraud"), (trees.Sha256, trees.ArtifactSha256, trees.Kind));
        Assert.All(decision.Models.Where(model => !model.Id.EndsWith("-trees", StringComparison.Ordinal)), scorecard => Assert.Empty(scorecard.ArtifactSha256));
    }

    [Fact]
    public async Task A_card_whose_artifact_is_another_file_stops_the_start_with_file_and_path()
    {
        string content = Content();
        ContentCopy.Edit(content, Artifact, "2.5", "2.0");
        (int exitCode, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"), "--Content:Directory", content);
        Assert.Equal(1, exitCode);
        Assert.Contains($"{Card}: artifact.sha256: is not that of address-trees.json, whose bytes have {HashOf(content, Artifact)}", output);
    }

    [Theory]
    [InlineData(Card, "file: address-trees.json", "file: ../address-trees.json", Card, "artifact.file: must be the plain name")]
    [InlineData(Card, "file: address-trees.json", "file: tree.json", "models/tree.json", "the file is missing")]
    [InlineData(Card, "format: xgboost_json", "format: onnx", Card, "artifact.format: is \"onnx\", but the content of address-trees.json is xgboost_json")]
    [InlineData(Card, "input: emu", "input: emulator", Card, "inputs[2].input: \"emulator\" is no input of the artifact; it has addr, apps, emu")]
    [InlineData(Card, "id: address-trees", "id: risk", Card, "id: \"risk\" is the id of another model too")]
    [InlineData(Card, "kind: model_card", "kind: [", Card, "line ")]
    [InlineData(Artifact, "\"num_trees\":\"3\"", "\"num_trees\":\"4\"", Artifact, "learner.gradient_booster.model")]
    [InlineData(Artifact, "{\"learner\"", "learner", Artifact, "is none of XGBoost JSON")]
    [InlineData("strategies/consumer-cash.strategy.yaml", "model: address-trees", "model: address-tree", "strategies/consumer-cash.strategy.yaml", "stages.anti_fraud.beside[0].model: no model")]
    public void A_mistake_is_told_under_the_file_that_holds_it(string file, string right, string wrong, string told, string problem)
    {
        string content = Content();
        ContentCopy.Edit(content, file, right, wrong);
        Assert.Null(ContentLoader.Load(new ContentFolder(content), out IReadOnlyList<string> problems));
        Assert.Contains(problems, line => line.StartsWith($"{told}: {problem}", StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_of_card_and_artifact_are_told_in_one_start()
    {
        string content = Content();
        ContentCopy.Edit(content, Card, "reason: security_contact", "reason: mood");
        ContentCopy.Edit(content, Artifact, "\"num_trees\":\"3\"", "\"num_trees\":\"4\"");
        Assert.Null(ContentLoader.Load(new ContentFolder(content), out IReadOnlyList<string> problems));
        Assert.Equal([Artifact, Card], problems.Select(problem => problem.Split(':')[0]));
    }

    private string Content()
    {
        string content = ContentCopy.In(_folder);
        foreach (string file in new[] { Artifact, Card })
            File.Copy(Repository.At($"tests/Service.Tests/Strategies/{Path.GetFileName(file)}"), Path.Combine(content, file));
        ContentCopy.Edit(
            content, "strategies/consumer-cash.strategy.yaml",
            "{ model: anti-fraud-trees, refer_from: 0.08, decline_from: 0.50, most_reasons: 1 }",
            "{ model: address-trees, refer_from: 0.2, decline_from: 0.5 }");
        return content;
    }

    private static StageTrace StageOf(Decision decision) => decision.Trace.Single(stage => stage.Stage == Stage.AntiFraud);

    private static string HashOf(string content, string file) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(content, file))));
}
