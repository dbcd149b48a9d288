namespace CreditDecision.Core.Scoring.Programs;

/// <summary>What values that meet a predicate are worth.</summary>
/// <param name="Score">A constant in most scorecards.</param>
/// <param name="Reason">Index into the program's reason codes; -1 for none.</param>
public sealed record PointsBin(Predicate When, Expression Score, int Reason);

/// <param name="Baseline">What the score is compared with for reasons.</param>
/// <param name="Input">Which input of the program decides the characteristic; -1 where it is not one alone.</param>
public sealed record PointsCharacteristic(PointsBin[] Attributes, double Baseline, int Input);

/// <summary>Why a score is what it is.</summary>
/// <param name="Code">Index into the model's reason codes; -1 where the document gives the characteristic none.</param>
/// <param name="Points">How far the characteristic is from its baseline in the direction that counts against the borrower.</param>
public readonly record struct PointsReason(int Code, double Points);

/// <summary>A scorecard of predicates: Scorecard of PMML 4.4.</summary>
/// <param name="pointsBelow">Points below the baseline are against the borrower; otherwise those above it are.</param>
/// <param name="attained">One slot for each characteristic, for the index of the attribute met.</param>
/// <param name="partial">One slot for each characteristic, for its points.</param>
public sealed class Points(
    double initial, PointsCharacteristic[] characteristics, bool pointsBelow, int attained, int partial, int score) : ModelStep
{
    public int Characteristics => characteristics.Length;

    public override bool CanExplain => characteristics.All(characteristic => characteristic.Input >= 0);

    public override void Run(ref Frame frame)
    {
        double sum = initial;
        for (int c = 0; c < characteristics.Length; c++)
        {
            PointsBin[] attributes = characteristics[c].Attributes;
            int met = MetBy(attributes, ref frame);
            frame[attained + c] = met;
            // Without an attribute that fits, the card has no answer: leaving the characteristic out would be another card.
            sum += frame[partial + c] = met < 0 ? double.NaN : attributes[met].Score.Value(ref frame);
        }
        frame[score] = sum;
    }

    /// <summary>The reasons of a frame that has been run, the weightiest first, equals in the order of the document.</summary>
    /// <param name="reasons">As long as <see cref="Characteristics"/>.</param>
    public void Rank(ref Frame frame, Span<PointsReason> reasons)
    {
        for (int c = 0; c < characteristics.Length; c++)
        {
            double above = frame[partial + c] - characteristics[c].Baseline;
            int met = (int)frame[attained + c];
            var reason = new PointsReason(met < 0 ? -1 : characteristics[c].Attributes[met].Reason, pointsBelow ? -above : above);
            int place = c;
            // Inserted from behind: a card has a dozen characteristics, and equals keep their order.
            for (; place > 0 && reasons[place - 1].Points < reason.Points; place--) reasons[place] = reasons[place - 1];
            reasons[place] = reason;
        }
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions)
    {
        contributions[^1] += scale * initial;
        for (int c = 0; c < characteristics.Length; c++)
        {
            contributions[characteristics[c].Input] += scale * (frame[partial + c] - characteristics[c].Baseline);
            contributions[^1] += scale * characteristics[c].Baseline;
        }
    }

    private static int MetBy(PointsBin[] attributes, ref Frame frame)
    {
        for (int i = 0; i < attributes.Length; i++)
            if (attributes[i].When.Test(ref frame) == Truth.True) return i;
        return -1;
    }
}
