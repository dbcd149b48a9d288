using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>The margins of a tree ensemble whose inputs are a run of cells.</summary>
/// <param name="source">Index of the cell of the ensemble's first input.</param>
public sealed class TreesStep(TreeEnsemble trees, int source, int first)
    : GraphStep([.. Enumerable.Range(source, trees.Inputs.Count)], first, trees.Margins.Count)
{
    public TreeEnsemble Trees => trees;

    public override bool Run(Span<double> cells)
    {
        trees.Margin(cells.Slice(source, Sources.Length), cells.Slice(First, Count));
        return true;
    }

    public override void Explain(GraphExplanation explanation)
    {
        double[] shares = new double[Sources.Length + 1];
        for (int k = 0; k < Count; k++)
        {
            double weight = explanation.WeightOf(First + k);
            if (weight == 0) continue;
            if (!explanation.IsTrial) trees.Contributions(explanation.Cells.Slice(source, Sources.Length), k, shares);
            for (int i = 0; i < Sources.Length; i++) explanation.Share(Sources[i], weight * shares[i]);
            explanation.AddBias(weight * shares[^1]);
        }
    }
}
