using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>
/// One step of a graph: reads some cells of the row's scratch and writes the next run of them. Immutable; allocates nothing.
/// </summary>
/// <param name="sources">Indices of the cells that it reads; they are written before the step runs.</param>
/// <param name="first">Index of the first cell that it writes.</param>
/// <param name="count">How many it writes.</param>
public abstract class GraphStep(ImmutableArray<int> sources, int first, int count)
{
    public ImmutableArray<int> Sources { get; } = sources;

    public int First { get; } = first;

    public int Count { get; } = count;

    /// <summary>Whether each result depends on nothing but the sources at its own place: i, i + Count, i + 2 · Count ...</summary>
    public virtual bool IsElementwise => false;

    /// <returns>False when the source library would refuse the row rather than answer.</returns>
    public abstract bool Run(Span<double> cells);

    /// <summary>
    /// Hands the weights of this step's cells on: to its sources where the step is a sum, else to the one input that stands behind each cell.
    /// </summary>
    public virtual void Explain(GraphExplanation explanation)
    {
        for (int cell = First; cell < First + Count; cell++)
            // A cell without weight may hold NaN, and 0 · NaN is not 0.
            if (explanation.WeightOf(cell) != 0) explanation.Share(cell, explanation.WeightOf(cell) * explanation.ValueOf(cell));
    }
}
