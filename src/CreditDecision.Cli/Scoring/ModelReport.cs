using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Cli.Scoring;

/// <summary>What <c>creditctl model inspect</c> says.</summary>
/// <param name="Sha256">Of the file, as a model card names it.</param>
internal sealed record ModelReport(
    string Format, string Kind, int Trees, int Nodes, int Leaves, int Depth,
    IReadOnlyList<string> Margins, IReadOnlyList<string> Outputs, long Bytes, string Sha256, IReadOnlyList<InputReport> Inputs)
{
    internal static ModelReport Of(ModelArtifact artifact)
    {
        (CompiledModel model, ModelShape shape) = (artifact.Model, artifact.Model.Shape);
        return new ModelReport(
            SnakeCase.Of(artifact.Format), shape.Kind, shape.Trees, shape.Nodes, shape.Leaves, shape.Depth, model.Margins, model.Outputs,
            artifact.Bytes, artifact.Sha256, [.. model.Inputs.Select(InputReport.Of)]);
    }
}

/// <param name="Categories">In the order of their codes; empty where the file knows only codes.</param>
internal sealed record InputReport(string Name, string Type, IReadOnlyList<string> Categories)
{
    internal const string Category = "category";

    internal static InputReport Of(ModelInput input) => new(input.Name, SnakeCase.Of(input.Type), input.Categories);
}
