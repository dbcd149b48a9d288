namespace CreditDecision.Core.Scoring.Programs;

/// <summary>A model that walks its trees, and a forest that says why: it gives the same numbers wherever the model has an answer.</summary>
/// <param name="margins">Slots of the model's margins.</param>
public sealed class Explained(ModelStep model, Forest forest, int[] margins) : ModelStep
{
    public override bool CanExplain => forest.CanExplain;

    public override void Run(ref Frame frame) => model.Run(ref frame);

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions)
    {
        if (double.IsNaN(frame[margins[margin]])) contributions.Fill(double.NaN);
        else forest.Explain(ref frame, margin, scale, contributions);
    }
}
