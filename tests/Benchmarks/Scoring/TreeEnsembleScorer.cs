using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace Benchmarks.Scoring;

/// <summary>Ours, as the service calls it.</summary>
/// <param name="rows">One after the other, as wide as the model's inputs.</param>
internal sealed class TreeEnsembleScorer(CompiledModel model, double[] rows) : IRowScorer
{
    private readonly double[] _outputs = new double[model.Outputs.Count];

    public string Name => "CreditDecision.Core";

    /// <exception cref="InvalidOperationException">The artifact is refused.</exception>
    public static ModelArtifact Read(string path)
    {
        var errors = new DocumentErrors();
        return ArtifactReader.Read(File.ReadAllBytes(path), errors)
            ?? throw new InvalidOperationException($"{path}: {string.Join("; ", errors.All)}");
    }

    public float Score(int row)
    {
        model.Predict(rows.AsSpan(row * model.Inputs.Count, model.Inputs.Count), _outputs);
        return (float)_outputs[0];
    }

    public void Dispose()
    {
    }
}
