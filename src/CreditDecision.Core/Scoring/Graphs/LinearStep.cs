using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>
/// Weighted sums of all its sources. The products are added up in double precision and the sum is rounded once, so that the answer does not
/// depend on the order that a library's vector unit happens to choose.
/// </summary>
/// <param name="coefficients">For each result in turn, one for each source.</param>
/// <param name="intercepts">One for each result.</param>
public sealed class LinearStep(
    ImmutableArray<double> coefficients, ImmutableArray<double> intercepts, FloatPrecision precision, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, intercepts.Length)
{
    public override bool Run(Span<double> cells)
    {
        for (int k = 0; k < Count; k++)
        {
            double sum = intercepts[k];
            ReadOnlySpan<double> row = coefficients.AsSpan(k * Sources.Length, Sources.Length);
            for (int i = 0; i < row.Length; i++) sum += row[i] * cells[Sources[i]];
            cells[First + k] = precision == FloatPrecision.Binary32 ? (float)sum : sum;
        }
        return true;
    }

    public override void Explain(GraphExplanation explanation)
    {
        for (int k = 0; k < Count; k++)
        {
            double weight = explanation.WeightOf(First + k);
            if (weight == 0) continue;
            explanation.AddBias(weight * intercepts[k]);
            for (int i = 0; i < Sources.Length; i++)
            {
                double factor = weight * coefficients[k * Sources.Length + i];
                // A column that is itself a sum, as a principal component is, tells its own parts.
                if (explanation.HasSeveralInputs(Sources[i])) explanation.Pass(Sources[i], factor);
                else explanation.Share(Sources[i], factor * explanation.ValueOf(Sources[i]));
            }
        }
    }
}
