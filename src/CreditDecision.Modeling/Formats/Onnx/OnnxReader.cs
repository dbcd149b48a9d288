using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx;

/// <summary>
/// Compiles an ONNX file whose graph is a tabular model: encoders and scalers, then trees or a linear model. The answer is the graph's one
/// output of floats (class labels are not read, nor the nodes that only they need). One ensemble of float trees on the model's own inputs is
/// a bare <see cref="Core.Scoring.Trees.TreeEnsemble"/>; anything else a <see cref="Core.Scoring.Graphs.ModelGraph"/>. Arithmetic is that of
/// ONNX Runtime within 1e-6: it adds up vectors and trees in an order of its own.
/// </summary>
internal static class OnnxReader
{
    // The oldest operator set in which broadcasting is as it is now, and the newest whose operators were compared with the ones here.
    private const int OldestOpset = 7, NewestOpset = 25, NewestLearningOpset = 5;

    /// <returns>Null when the model cannot be compiled; the reasons are in <paramref name="errors"/>.</returns>
    internal static CompiledModel? Read(ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        OnnxFile file = OnnxFileReader.Read(bytes);
        IReadOnlyList<OnnxValueInfo> candidates = ScoreOutputs.Candidates(file.Graph);
        Dictionary<string, OnnxValue> values = Run(file, candidates, out GraphDraft draft);
        OnnxValueInfo chosen = ScoreOutputs.Choose(candidates, values);
        // Inputs that only other outputs need must not be asked for.
        if (candidates.Count > 1) values = Run(file, [chosen], out draft);
        OnnxValue answer = values[chosen.Name];
        return draft.Compile(answer.Scores ?? OnnxScores.Unnamed(answer.Cells, answer.Cells), errors);
    }

    private static Dictionary<string, OnnxValue> Run(OnnxFile file, IReadOnlyList<OnnxValueInfo> outputs, out GraphDraft draft)
    {
        OnnxGraph graph = file.Graph;
        draft = new GraphDraft();
        var values = new Dictionary<string, OnnxValue>();
        HashSet<string> needed = NeededNames(graph, outputs, out List<OnnxNode> nodes);
        GraphInputs.Add(draft, [.. graph.Inputs.Where(input => needed.Contains(input.Name) && !graph.Initializers.ContainsKey(input.Name))], values);
        foreach (OnnxNode node in nodes)
            OnnxOperators.Compile(new OnnxOperation(node, VersionOf(file, node), draft, graph.Initializers, values));
        return values;
    }

    // Nodes stand in the order in which they run, so one way back finds all that the outputs need; a circle shows as a name not made yet.
    private static HashSet<string> NeededNames(OnnxGraph graph, IReadOnlyList<OnnxValueInfo> outputs, out List<OnnxNode> nodes)
    {
        HashSet<string> needed = [.. outputs.Select(output => output.Name)];
        nodes = [];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            OnnxNode node = graph.Nodes[i];
            if (!node.Outputs.Any(needed.Contains)) continue;
            needed.UnionWith(node.Inputs);
            nodes.Add(node);
        }
        nodes.Reverse();
        return needed;
    }

    private static long VersionOf(OnnxFile file, OnnxNode node)
    {
        if (!file.Opsets.TryGetValue(node.Domain, out long version)) throw node.Refuse($"is of the domain '{node.Domain}', whose version the model does not say");
        bool isKnown = node.Domain switch
        {
            "" => version is >= OldestOpset and <= NewestOpset,
            "ai.onnx.ml" => version is >= 1 and <= NewestLearningOpset,
            _ => true,
        };
        return isKnown ? version : throw new ArtifactRefusedException("model.opset_import", $"version {version} of '{node.Domain}' is not supported");
    }
}
