using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx;

/// <summary>
/// Which of a graph's outputs is the score. scikit-learn's and LightGBM's exporters write a label and a tensor or map of probabilities; ML.NET
/// writes every column that it had, besides the score and the probability that was calibrated from it.
/// </summary>
internal static class ScoreOutputs
{
    internal static IReadOnlyList<OnnxValueInfo> Candidates(OnnxGraph graph)
    {
        OnnxValueInfo[] candidates = [.. graph.Outputs.Where(output => output.IsMap || output.Type is ElementType.Single or ElementType.Double)];
        return candidates.Length > 0 ? candidates : throw new ArtifactRefusedException("graph.output", "has no floats, doubles or maps");
    }

    internal static OnnxValueInfo Choose(IReadOnlyList<OnnxValueInfo> candidates, Dictionary<string, OnnxValue> values)
    {
        foreach (OnnxValueInfo candidate in candidates)
            if (!values.TryGetValue(candidate.Name, out OnnxValue? value) || value.Type is not (ElementType.Single or ElementType.Double))
                throw new ArtifactRefusedException(candidate.Path, $"'{candidate.Name}' is made by nothing, or is no tensor of floats");
        if (candidates.Count == 1) return candidates[0];
        OnnxValueInfo[] scores = [.. candidates.Where(candidate => values[candidate.Name].Scores is not null)];
        OnnxValueInfo[] linked = [.. scores.Where(candidate => values[candidate.Name].Scores is { } of && !of.Outputs.AsSpan().SequenceEqual(of.Margins))];
        OnnxValueInfo[] chosen = linked.Length > 0 ? linked : scores;
        if (chosen.Length == 1) return chosen[0];
        string names = string.Join(", ", candidates.Take(16).Select(candidate => candidate.Name));
        throw new ArtifactRefusedException("graph.output", $"must have one output that is the score, has {(chosen.Length == 0 ? "none" : "several")} of: {names}");
    }
}
