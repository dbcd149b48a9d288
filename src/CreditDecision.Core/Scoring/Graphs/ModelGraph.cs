using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>
/// A pipeline of steps, such as imputers, scalers and encoders before a linear or tree model. All of a row's intermediate numbers live in
/// one scratch on the stack.
/// </summary>
/// <remarks>
/// Where the source library would refuse a row (a category that an encoder does not allow, a missing whole number), every margin and output
/// is NaN: no score rather than a guess.
/// </remarks>
public sealed class ModelGraph : CompiledModel
{
    /// <summary>128 KiB of stack, a twelfth of what a pool thread has; one-hot columns of a credit model are some hundreds.</summary>
    public const int MostCells = 16_384;

    /// <summary>An exporter writes about three steps for each encoded column.</summary>
    public const int MostSteps = 16_384;

    private readonly GraphPlan _plan;
    private readonly GraphOrigins _origins;

    private ModelGraph(GraphPlan plan) : base(plan.Inputs, plan.Margins, plan.Outputs)
    {
        _plan = plan;
        _origins = new GraphOrigins(plan.Inputs.Count, plan.Cells, plan.Steps);
        CanExplain = plan.MarginCells.All(HasWayBack);
    }

    public override bool CanExplain { get; }

    public override MarginLinkage Linkage => _plan.Steps.Select(LinkageOf).DefaultIfEmpty(MarginLinkage.Own).Max();

    public override ModelShape Shape
    {
        get
        {
            var trees = _plan.Steps.OfType<TreesStep>().Select(step => step.Trees.Shape).ToList();
            return new ModelShape(
                _plan.Kind, trees.Sum(shape => shape.Trees), trees.Sum(shape => shape.Nodes), trees.Sum(shape => shape.Leaves),
                trees.Select(shape => shape.Depth).DefaultIfEmpty().Max());
        }
    }

    /// <summary>Checks that every step reads only what is written before it, and compiles the plan.</summary>
    /// <returns>Null when it cannot be; the reasons are in <paramref name="errors"/>.</returns>
    public static ModelGraph? Compile(GraphPlan plan, DocumentErrors errors) => GraphCheck.Pass(plan, errors) ? new ModelGraph(plan) : null;

    public override void Margin(ReadOnlySpan<double> row, Span<double> margins)
    {
        CheckLength(margins.Length, Margins.Count, nameof(margins));
        Span<double> cells = stackalloc double[_plan.Cells];
        Read(Run(row, cells), cells, _plan.MarginCells.AsSpan(), margins);
    }

    public override void Predict(ReadOnlySpan<double> row, Span<double> outputs)
    {
        CheckLength(outputs.Length, Outputs.Count, nameof(outputs));
        Span<double> cells = stackalloc double[_plan.Cells];
        Read(Run(row, cells), cells, _plan.OutputCells.AsSpan(), outputs);
    }

    /// <summary>
    /// A linear step gives each of its columns coefficient · value and its intercept to the bias; trees explain themselves. Columns that an
    /// encoder made add up to their input; a column that is a sum of several inputs is split into its summands. A margin that reads anything
    /// else that several inputs made, such as a product or a probability, is not explained: its parts would be guesses.
    /// </summary>
    public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions)
    {
        CheckLength(contributions.Length, Inputs.Count + 1, nameof(contributions));
        if (!CanExplain) throw new NotSupportedException("This model's margin does not split into parts of one input each.");
        double[] cells = new double[_plan.Cells];
        if (!Run(row, cells))
        {
            contributions.Fill(double.NaN);
            return;
        }
        var explanation = new GraphExplanation(cells, _plan.MarginCells[margin], _origins);
        GoBack(explanation);
        explanation.Shares.CopyTo(contributions);
    }

    private MarginLinkage LinkageOf(GraphStep step) => step switch
    {
        ScoreLinkStep link => link.Linkage,
        // Classes that were each told from all others, and then made to add up to 1. Two are each other's rest, and a softmax adds up by itself.
        NormalizeStep { Count: > 2 } when _origins.InputOf(step.First) < 0 && !IsSoftmax(step.Sources[0]) => MarginLinkage.Several,
        _ => MarginLinkage.Own,
    };

    private bool IsSoftmax(int cell) =>
        _plan.Steps.OfType<ScoreLinkStep>().Any(step => step.Linkage == MarginLinkage.Softmax && cell >= step.First && cell < step.First + step.Count);

    private bool HasWayBack(int margin)
    {
        double[] cells = new double[_plan.Cells];
        foreach (GraphConstant constant in _plan.Constants) cells[constant.Cell] = constant.Value;
        var explanation = new GraphExplanation(cells, margin, _origins, isTrial: true);
        GoBack(explanation);
        return !explanation.IsLost;
    }

    private void GoBack(GraphExplanation explanation)
    {
        for (int i = _plan.Steps.Length - 1; i >= 0; i--) _plan.Steps[i].Explain(explanation);
        explanation.Finish([.. _plan.Constants.Select(constant => constant.Cell)]);
    }

    private bool Run(ReadOnlySpan<double> row, Span<double> cells)
    {
        CheckLength(row.Length, Inputs.Count, nameof(row));
        for (int i = 0; i < row.Length; i++)
        {
            cells[i] = CellOf(_plan.InputTypes[i], row[i]);
            if (_plan.InputTypes[i] == CellType.Whole && double.IsNaN(row[i])) return false;
        }
        foreach (GraphConstant constant in _plan.Constants) cells[constant.Cell] = constant.Value;
        foreach (GraphStep step in _plan.Steps)
            if (!step.Run(cells)) return false;
        return true;
    }

    private static double CellOf(CellType type, double value) => type switch
    {
        CellType.Binary32 => (float)value,
        CellType.Whole => Math.Truncate(value),
        _ => value,
    };

    private static void Read(bool isAnswered, ReadOnlySpan<double> cells, ReadOnlySpan<int> from, Span<double> to)
    {
        if (!isAnswered) to.Fill(double.NaN);
        else for (int i = 0; i < from.Length; i++) to[i] = cells[from[i]];
    }
}
