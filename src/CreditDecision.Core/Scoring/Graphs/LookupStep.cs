using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>Gives each source the number that stands at its place in a list.</summary>
/// <param name="values">By the key's place.</param>
/// <param name="otherwise">For what is no key.</param>
/// <param name="missing">For NaN, where NaN is no key.</param>
public sealed class LookupStep(
    KeyMap keys, ImmutableArray<double> values, double otherwise, double missing, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, sources.Length)
{
    public override bool IsElementwise => true;

    public override bool Run(Span<double> cells)
    {
        for (int i = 0; i < Count; i++)
        {
            double value = cells[Sources[i]];
            int place = keys.PlaceOf(value);
            cells[First + i] = place != KeyMap.NotFound ? values[place] : double.IsNaN(value) ? missing : otherwise;
        }
        return true;
    }
}
