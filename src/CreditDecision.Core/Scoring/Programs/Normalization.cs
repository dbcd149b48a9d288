namespace CreditDecision.Core.Scoring.Programs;

/// <summary>From linear margins to probabilities, as the normalizationMethod of PMML 4.4's RegressionModel names them.</summary>
public enum Normalization
{
    Unspecified = 0,
    None,
    Simplemax,
    Softmax,
    Logit,
    Probit,
    /// <summary>1 - e^(-e^y).</summary>
    ComplementaryLogLog,
    /// <summary>e^(-e^-y).</summary>
    LogLog,
    Cauchit,
    Exponential,
}

/// <summary>A regression's one margin through its link.</summary>
public sealed class Linked(Normalization normalization, bool binary32, int margin, int value) : Operation
{
    public override void Run(ref Frame frame) => frame[value] = Of(normalization, binary32, frame[margin]);

    // In single precision the exponential is computed in double and rounded, and the rest in single, as JPMML does it.
    internal static double Of(Normalization normalization, bool binary32, double y) => normalization switch
    {
        Normalization.Logit or Normalization.Softmax when binary32 => 1f / (1f + (float)Math.Exp(-(float)y)),
        Normalization.Logit or Normalization.Softmax => 1 / (1 + Math.Exp(-y)),
        Normalization.Exponential => Rounded(binary32, Math.Exp(y)),
        Normalization.Probit => Rounded(binary32, NormalDistribution.Cumulative(y)),
        Normalization.ComplementaryLogLog => Rounded(binary32, 1 - Math.Exp(-Math.Exp(y))),
        Normalization.LogLog => Rounded(binary32, Math.Exp(-Math.Exp(-y))),
        Normalization.Cauchit => Rounded(binary32, 0.5 + Math.Atan(y) / Math.PI),
        _ => Rounded(binary32, y),
    };

    private static double Rounded(bool binary32, double value) => binary32 ? (float)value : value;
}

/// <summary>Margins, one for each class, to probabilities that add up to 1; missing where a margin that counts is.</summary>
/// <param name="cumulative">Each margin but the last is of its class and those before it: an ordinal target.</param>
public sealed class Shares(Normalization normalization, bool binary32, bool cumulative, int[] margins, int[] probabilities) : Operation
{
    // Two classes that share one way are each other's rest; the margin of either says all of it.
    internal MarginLinkage Linkage => normalization switch
    {
        Normalization.Softmax when margins.Length > 1 => MarginLinkage.Softmax,
        Normalization.Simplemax => MarginLinkage.Several,
        _ => probabilities.Length > 2 ? MarginLinkage.Several : MarginLinkage.Own,
    };

    public override void Run(ref Frame frame)
    {
        if (normalization == Normalization.Softmax && margins.Length > 1) Softmax(ref frame);
        else if (normalization == Normalization.Simplemax) Divide(ref frame, SumOf(margins, margins.Length, ref frame), margins);
        else Rest(ref frame);
    }

    private void Softmax(ref Frame frame)
    {
        double most = double.NegativeInfinity;
        foreach (int margin in margins) most = Math.Max(most, frame[margin]);
        for (int k = 0; k < margins.Length; k++)
            frame[probabilities[k]] = binary32 ? (float)Math.Exp((float)(frame[margins[k]] - most)) : Math.Exp(frame[margins[k]] - most);
        Divide(ref frame, SumOf(probabilities, probabilities.Length, ref frame), probabilities);
    }

    // The last class has what the others leave.
    private void Rest(ref Frame frame)
    {
        int last = probabilities.Length - 1;
        double before = 0;
        for (int k = 0; k < last; k++)
        {
            double reached = Linked.Of(normalization, binary32, frame[margins[k]]);
            frame[probabilities[k]] = cumulative ? reached - before : reached;
            before = reached;
        }
        double taken = cumulative ? before : SumOf(probabilities, last, ref frame);
        frame[probabilities[last]] = binary32 ? 1f - (float)taken : 1 - taken;
    }

    private void Divide(ref Frame frame, double sum, int[] parts)
    {
        for (int k = 0; k < parts.Length; k++)
            frame[probabilities[k]] = binary32 ? (float)frame[parts[k]] / (float)sum : frame[parts[k]] / sum;
    }

    private double SumOf(int[] slots, int count, ref Frame frame)
    {
        double sum = 0;
        for (int k = 0; k < count; k++) sum = binary32 ? (float)sum + (float)frame[slots[k]] : sum + frame[slots[k]];
        return sum;
    }
}

/// <summary>The most probable class, the first of equals.</summary>
/// <param name="labels">The program's number of each class.</param>
public sealed class MostProbable(int[] probabilities, double[] labels, int result) : Operation
{
    public override void Run(ref Frame frame)
    {
        int best = 0;
        for (int k = 1; k < probabilities.Length; k++)
            if (frame[probabilities[k]] > frame[probabilities[best]]) best = k;
        frame[result] = double.IsNaN(frame[probabilities[best]]) ? double.NaN : labels[best];
    }
}
