namespace CreditDecision.Core.Scoring.Trees;

/// <summary>How the margins become outputs.</summary>
public enum Link
{
    Unspecified = 0,
    /// <summary>Outputs are the margins.</summary>
    Identity,
    /// <summary>1 / (1 + e^-(slope · m)), each margin for itself.</summary>
    Logistic,
    /// <summary>1 when m is above 0, else 0.</summary>
    Step,
    /// <summary>e^m over the sum of them.</summary>
    Softmax,
    /// <summary>ln(1 + e^m), as LightGBM's cross_entropy_lambda has it; double precision only.</summary>
    Softplus,
    /// <summary>m · |m|, as LightGBM's regression on square roots has it; double precision only.</summary>
    SignedSquare,
    /// <summary>e^m.</summary>
    Exponential,
    /// <summary>e^m in double precision, rounded to single, as XGBoost's survival:aft has it.</summary>
    ExponentialRounded,
}

/// <summary>A link function in the arithmetic of its source library.</summary>
/// <param name="Slope">Of <see cref="Link.Logistic"/> only; 1 elsewhere. LightGBM calls it sigmoid.</param>
public readonly record struct LinkFunction(Link Link, FloatPrecision Precision, double Slope = 1)
{
    /// <summary>Turns margins into outputs in place.</summary>
    public void Apply(Span<double> values)
    {
        if (Link == Link.Softmax)
        {
            if (Precision == FloatPrecision.Binary32) SoftmaxSingle(values);
            else SoftmaxDouble(values);
            return;
        }
        foreach (ref double value in values) value = Of(value);
    }

    private double Of(double margin) => (Link, Precision) switch
    {
        (Link.Logistic, FloatPrecision.Binary32) => LogisticSingle((float)margin),
        (Link.Logistic, _) => 1 / (1 + Math.Exp(-Slope * margin)),
        (Link.Exponential, FloatPrecision.Binary32) => MathF.Exp((float)margin),
        (Link.Exponential, _) => Math.Exp(margin),
        (Link.ExponentialRounded, _) => (float)Math.Exp(margin),
        (Link.Step, _) => margin > 0 ? 1 : 0,
        (Link.Softplus, _) => LogOf1More(Math.Exp(margin)),
        (Link.SignedSquare, _) => Math.Abs(margin) * margin,
        _ => margin,
    };

    // Kahan's way to C's log1p, which .NET has only as the plain logarithm: that loses all digits of small values.
    private static double LogOf1More(double value)
    {
        double sum = 1 + value;
        if (sum == 1) return value;
        return double.IsInfinity(sum) ? sum : Math.Log(sum) * (value / (sum - 1));
    }

    // XGBoost's own guard against overflow: without the bound e^88.8 would be infinite in single precision.
    private static float LogisticSingle(float margin) => 1 / (MathF.Exp(MathF.Min(-margin, 88.7f)) + 1);

    private static void SoftmaxSingle(Span<double> values)
    {
        float most = float.NegativeInfinity;
        foreach (double value in values) most = MathF.Max(most, (float)value);
        // XGBoost adds up in double and divides in single precision.
        double sum = 0;
        foreach (ref double value in values) sum += value = MathF.Exp((float)value - most);
        foreach (ref double value in values) value = (float)value / (float)sum;
    }

    private static void SoftmaxDouble(Span<double> values)
    {
        double most = double.NegativeInfinity;
        foreach (double value in values) most = Math.Max(most, value);
        double sum = 0;
        foreach (ref double value in values) sum += value = Math.Exp(value - most);
        foreach (ref double value in values) value /= sum;
    }
}
