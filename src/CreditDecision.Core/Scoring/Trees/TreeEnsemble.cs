using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Gradient-boosted, averaged or single decision trees.</summary>
public sealed class TreeEnsemble : CompiledModel
{
    private readonly LinkFunction _link;
    private readonly PackedForest _forest;
    private readonly TreeContributions _contributions;

    private TreeEnsemble(TreeEnsemblePlan plan, SlotLayout layout, ReadOnlySpan<int> depths) : base(plan.Inputs, plan.Margins, plan.Outputs)
    {
        (_link, Trees) = (plan.Link, plan.Trees.Count);
        _forest = PackedForest.Of(plan, layout, depths);
        _contributions = new TreeContributions(plan);
        int nodes = plan.Trees.Sum(tree => tree.Nodes.Length);
        // Each split has two children and each node but the roots is a child.
        Shape = new ModelShape("decision trees", plan.Trees.Count, nodes, (nodes + plan.Trees.Count) / 2, depths.ToArray().Max());
    }

    public override ModelShape Shape { get; }

    public override MarginLinkage Linkage => _link.Link == Link.Softmax ? MarginLinkage.Softmax : MarginLinkage.Own;

    public int Trees { get; }

    /// <summary>Checks and compiles a plan.</summary>
    /// <returns>Null when it cannot be; the reasons, as <c>trees[3].nodes[7]</c>, are in <paramref name="errors"/>.</returns>
    public static TreeEnsemble? Compile(TreeEnsemblePlan plan, DocumentErrors errors)
    {
        if (errors.Any || new TreeEnsembleCheck(plan, errors).Depths() is not { } depths) return null;
        SlotLayout layout = SlotLayout.Of(plan);
        if (layout.Count <= SlotLayout.Most) return new TreeEnsemble(plan, layout, depths);
        errors.Add("trees", $"compare {layout.Count:N0} distinct things; at most {SlotLayout.Most:N0} can be");
        return null;
    }

    public override void Margin(ReadOnlySpan<double> row, Span<double> margins)
    {
        CheckLength(row.Length, Inputs.Count, nameof(row));
        CheckLength(margins.Length, Margins.Count, nameof(margins));
        _forest.Margin(row, margins);
    }

    public override void Predict(ReadOnlySpan<double> row, Span<double> outputs)
    {
        Margin(row, outputs);
        _link.Apply(outputs);
    }

    /// <summary>The outputs of many rows, one after the other.</summary>
    /// <param name="rows">As many numbers for each row as there are inputs.</param>
    /// <param name="outputs">As many numbers for each row as there are outputs.</param>
    public void PredictRows(ReadOnlySpan<double> rows, Span<double> outputs)
    {
        int count = outputs.Length / Outputs.Count;
        CheckLength(outputs.Length, count * Outputs.Count, nameof(outputs));
        CheckLength(rows.Length, count * Inputs.Count, nameof(rows));
        for (int r = 0; r < count; r++) Predict(rows.Slice(r * Inputs.Count, Inputs.Count), outputs.Slice(r * Outputs.Count, Outputs.Count));
    }

    /// <summary>The artifact's number of the leaf that the row reaches in each tree.</summary>
    /// <param name="leaves">As long as <see cref="Trees"/>.</param>
    public void Leaves(ReadOnlySpan<double> row, Span<int> leaves)
    {
        CheckLength(row.Length, Inputs.Count, nameof(row));
        CheckLength(leaves.Length, Trees, nameof(leaves));
        _forest.Leaves(row, leaves);
    }

    public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions) =>
        _contributions.Of(row, margin, contributions);
}
