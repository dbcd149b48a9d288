using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>Puts a fixed number in the place of the one that stands for missing.</summary>
/// <param name="replaced">NaN, or the number that means missing.</param>
/// <param name="values">One for each source.</param>
public sealed class ImputeStep(double replaced, ImmutableArray<double> values, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, sources.Length)
{
    public override bool IsElementwise => true;

    public override bool Run(Span<double> cells)
    {
        for (int i = 0; i < Count; i++)
        {
            double value = cells[Sources[i]];
            cells[First + i] = value == replaced || (double.IsNaN(value) && double.IsNaN(replaced)) ? values[i] : value;
        }
        return true;
    }
}
