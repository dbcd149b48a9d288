using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>A model step's numbers before its post-transform and after it.</summary>
/// <param name="Margins">Their cells.</param>
/// <param name="Outputs">Their cells.</param>
internal sealed record OnnxScores(int[] Margins, IReadOnlyList<string> MarginNames, int[] Outputs, IReadOnlyList<string> OutputNames)
{
    /// <summary>The whole model, where it is one tree ensemble on the model's own inputs and needs no graph around it.</summary>
    internal BareTrees? Bare { get; init; }

    /// <summary>Of the given output cells alone; null where one of them is none.</summary>
    internal OnnxScores? Pick(int[] cells)
    {
        if (cells.AsSpan().SequenceEqual(Outputs)) return this;
        if (Outputs.Length > CompiledModel.MostOutputs) return null;
        int[] places = [.. cells.Select(cell => Array.IndexOf(Outputs, cell))];
        if (Margins.Length != Outputs.Length || places.Contains(-1) || places.Distinct().Count() != places.Length) return null;
        return new OnnxScores(
            [.. places.Select(i => Margins[i])], [.. places.Select(i => MarginNames[i])], cells, [.. places.Select(i => OutputNames[i])]);
    }

    internal static OnnxScores Unnamed(int[] margins, int[] outputs) =>
        new(margins, NamesOf("margin", margins.Length), outputs, NamesOf("value", outputs.Length));

    internal static IReadOnlyList<string> NamesOf(string name, int count) =>
        count == 1 ? [name] : [.. Enumerable.Range(0, count).Select(i => $"{name}{i}")];
}

internal sealed record BareTrees(TreeEnsemblePlan Plan, Link Link);
