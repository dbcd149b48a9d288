using CreditDecision.Cli.Scoring;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Cli.Tests.Scoring;

/// <summary>Three inputs, the last a category with texts, and one tree that gives 0.3 to an income below 1000, else 0.1.</summary>
internal static class SmallModel
{
    public static ArtifactRows Of(ArtifactFormat format = ArtifactFormat.XgboostJson, bool margin = false)
    {
        var errors = new DocumentErrors();
        TreeEnsemble model = TreeEnsemble.Compile(Plan, errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
        return new ArtifactRows(new ModelArtifact(format, new string('0', 64), 1, model), margin);
    }

    private static TreeEnsemblePlan Plan => new()
    {
        Inputs = [ModelInput.Number("income"), ModelInput.Number("age"), new ModelInput("city", InputType.Category, ["Beijing", "Xi'an"])],
        Margins = ["margin"],
        Outputs = ["value"],
        Trees =
        [
            new TreePlan(
                [
                    new TreeNode { Test = SplitTest.Below, Threshold = 1000, Missing = MissingTest.NaN, Left = 1, Right = 2, Cover = 4 },
                    new TreeNode { Test = SplitTest.Leaf, Value = 0.3f, Cover = 1 },
                    new TreeNode { Test = SplitTest.Leaf, Value = 0.1f, Cover = 3 },
                ],
                Margin: 0),
        ],
        Comparison = FloatPrecision.Binary32,
        Sum = FloatPrecision.Binary32,
        Base = [0],
        Link = new LinkFunction(Link.Identity, FloatPrecision.Binary32),
    };
}
