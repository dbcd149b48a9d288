using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Cards;

/// <summary>
/// Three stumps and their card on the catalog of <see cref="ScoringContent"/>. The margin is ln(bad : good): 0.25, ±0.9 for utilisation from 0.5
/// on or below it, 0.5 without work or −0.25 with it, 0.75 for school or −0.5 for any other education. Every split saw as many rows on its
/// left as on its right.
/// </summary>
internal static class CardContent
{
    public const string ArtifactSha256 = "00000000000000000000000000000000000000000000000000000000000000aa";

    public const string CardText = """
        { "kind": "model_card", "id": "risk-trees", "version": "3", "purpose": "risk", "target": "90 days past due within 12 months",
          "artifact": { "file": "risk-trees.json", "format": "xgboost_json", "sha256": "00000000000000000000000000000000000000000000000000000000000000aa" },
          "inputs": [
            { "input": "edu", "feature": "education", "reason": "profile", "categories": { "graduate": "grad", "university": "uni" }, "unknown": ["other"] },
            { "input": "util", "feature": "utilisation", "reason": "utilisation_high" },
            { "input": "job", "feature": "employed", "reason": "profile" } ],
          "output": { "use": "margin", "meaning": "log_odds_of_bad" },
          "calibration": { "method": "none" },
          "developers": "risk models", "intended_use": "consumer cash", "limits": "none known",
          "made_from": { "fitted_by": "hand" } }
        """;

    public static TreeEnsemblePlan Plan { get; } = new()
    {
        Inputs = [ModelInput.Number("util"), ModelInput.Number("job"), new ModelInput("edu", InputType.Category, ["school", "uni", "grad"])],
        Margins = ["margin"],
        Outputs = ["probability"],
        Trees = [Below(0, 0.5, -0.9, 0.9), Below(1, 0.5, 0.5, -0.25), InSet(2, 0.75, -0.5)],
        Sets = [[1u]],
        Comparison = FloatPrecision.Binary64,
        Sum = FloatPrecision.Binary64,
        Base = [0.25],
        Link = new LinkFunction(Link.Logistic, FloatPrecision.Binary64),
    };

    public static CardedModel Model { get; } = Bind(CardText, Plan, out _)!;

    public static CardedModel? Bind(string card, TreeEnsemblePlan plan, out IReadOnlyList<DocumentError> errors) => Bind(card, Compile(plan), out errors);

    public static CardedModel? Bind(string card, CompiledModel artifact, out IReadOnlyList<DocumentError> errors)
    {
        DocumentObject document = ScoringContent.Document(card);
        ModelCard read = ModelCard.Read(document, ScoringContent.Catalog, ScoringContent.Reasons, ScoringContent.Sha256);
        CardedModel? model = read.Bind(artifact, "xgboost_json", ArtifactSha256, document.Errors);
        errors = document.Errors.All;
        return model;
    }

    public static TreeEnsemble Compile(TreeEnsemblePlan plan)
    {
        var errors = new DocumentErrors();
        TreeEnsemble? trees = TreeEnsemble.Compile(plan, errors);
        Assert.True(trees is not null, string.Join("; ", errors.All));
        return trees;
    }

    public static TreePlan Below(int input, double threshold, double left, double right, bool missingGoesLeft = false) => Stump(
        new TreeNode
        {
            Test = SplitTest.Below, Input = input, Threshold = threshold, Missing = MissingTest.NaN, MissingGoesLeft = missingGoesLeft,
            Left = 1, Right = 2, Cover = 100,
        },
        left, right);

    /// <summary>Left for the first category.</summary>
    public static TreePlan InSet(int input, double left, double right) => Stump(
        new TreeNode { Test = SplitTest.InSet, Input = input, Set = 0, Missing = MissingTest.NaN, Left = 1, Right = 2, Cover = 100 }, left, right);

    private static TreePlan Stump(TreeNode split, double left, double right) => new([split, Leaf(left, 0), Leaf(right, 1)], 0);

    private static TreeNode Leaf(double value, int number) => new() { Test = SplitTest.Leaf, Value = value, LeafNumber = number, Cover = 50 };
}
