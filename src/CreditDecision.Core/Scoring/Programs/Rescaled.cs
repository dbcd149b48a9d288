namespace CreditDecision.Core.Scoring.Programs;

/// <summary>How a number is made whole.</summary>
public enum WholeNumber
{
    Unspecified = 0,
    /// <summary>Left as it is.</summary>
    Not,
    Round,
    Ceiling,
    Floor,
}

/// <summary>Bounds first, then the factor, then the constant, then the cast: Target of PMML 4.4.</summary>
public readonly record struct Rescaling(double Low, double High, double Factor, double Constant, WholeNumber Cast)
{
    public bool IsLinear => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High) && Cast == WholeNumber.Not;

    internal double Of(double value, bool binary32)
    {
        if (value < Low) value = Low;
        if (value > High) value = High;
        value = binary32 ? (float)value * (float)Factor + (float)Constant : value * Factor + Constant;
        return Cast switch
        {
            WholeNumber.Round => Math.Floor(value) + (value - Math.Floor(value) >= 0.5 ? 1 : 0),
            WholeNumber.Ceiling => Math.Ceiling(value),
            WholeNumber.Floor => Math.Floor(value),
            _ => value,
        };
    }
}

/// <summary>A model whose result is rescaled in place.</summary>
/// <param name="slot">Of the model's result, which is also its margin.</param>
public sealed class Rescaled(ModelStep model, Rescaling rescaling, bool binary32, int slot) : ModelStep
{
    public override bool CanExplain => rescaling.IsLinear && model.CanExplain;

    public override void Run(ref Frame frame)
    {
        model.Run(ref frame);
        frame[slot] = rescaling.Of(frame[slot], binary32);
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions)
    {
        model.Explain(ref frame, margin, scale * rescaling.Factor, contributions);
        contributions[^1] += scale * rescaling.Constant;
    }
}

/// <summary>Rescales a result that is not the margin.</summary>
public sealed class Rescale(Rescaling rescaling, bool binary32, int slot) : Operation
{
    public override void Run(ref Frame frame) => frame[slot] = rescaling.Of(frame[slot], binary32);
}
