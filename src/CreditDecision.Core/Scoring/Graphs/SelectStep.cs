using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>The second source where the first is not 0, else the third; all first ones stand before all second and all third ones.</summary>
public sealed class SelectStep(ImmutableArray<int> sources, int first) : GraphStep(sources, first, sources.Length / 3)
{
    public override bool IsElementwise => true;

    public override bool Run(Span<double> cells)
    {
        for (int i = 0; i < Count; i++)
            cells[First + i] = cells[Sources[i]] != 0 ? cells[Sources[Count + i]] : cells[Sources[2 * Count + i]];
        return true;
    }
}
