using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Programs;

/// <summary>Trees of plain splits, which the tree engine scores.</summary>
/// <param name="from">Slots of the ensemble's inputs, in their order.</param>
/// <param name="inputs">Which input of the program each of them comes from; -1 where it is not one alone.</param>
/// <param name="row">The first of as many slots, in which the ensemble's row is laid out.</param>
/// <param name="score">The first of as many slots as the ensemble has margins.</param>
public sealed class Forest(TreeEnsemble ensemble, int[] from, int[] inputs, int row, int score) : ModelStep
{
    public override bool CanExplain => !inputs.Contains(-1);

    public override void Run(ref Frame frame)
    {
        LayOut(ref frame);
        ensemble.Margin(frame.Values.Slice(row, from.Length), frame.Values.Slice(score, ensemble.Margins.Count));
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions)
    {
        LayOut(ref frame);
        var parts = new double[from.Length + 1];
        ensemble.Contributions(frame.Values.Slice(row, from.Length), margin, parts);
        for (int i = 0; i < from.Length; i++) contributions[inputs[i]] += scale * parts[i];
        contributions[^1] += scale * parts[^1];
    }

    private void LayOut(ref Frame frame)
    {
        for (int i = 0; i < from.Length; i++) frame[row + i] = frame[from[i]];
    }
}
