using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>What ONNX calls post_transform.</summary>
public enum ScoreLink
{
    Unspecified = 0,
    Identity,
    Logistic,
    Softmax,
    /// <summary>Softmax over the scores that are not 0; those stay 0.</summary>
    SoftmaxZero,
    /// <summary>The quantile of the normal distribution, by the approximation of Winitzki (2008) that ONNX Runtime uses.</summary>
    Probit,
}

/// <summary>Turns all scores into outputs in the arithmetic of ONNX Runtime's ml_common.h.</summary>
public sealed class ScoreLinkStep(ScoreLink link, FloatPrecision precision, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, sources.Length)
{
    // Below this magnitude ONNX Runtime takes a score for 0.
    private const float ZeroBand = 0.0000001f;

    public override bool IsElementwise => link is ScoreLink.Identity or ScoreLink.Logistic or ScoreLink.Probit;

    internal MarginLinkage Linkage => link switch
    {
        _ when IsElementwise => MarginLinkage.Own,
        ScoreLink.Softmax => MarginLinkage.Softmax,
        _ => MarginLinkage.Several,
    };

    public override bool Run(Span<double> cells)
    {
        Span<double> scores = cells.Slice(First, Count);
        for (int i = 0; i < Count; i++) scores[i] = cells[Sources[i]];
        if (link is ScoreLink.Softmax or ScoreLink.SoftmaxZero) Exponentiate(scores);
        else if (link != ScoreLink.Identity) foreach (ref double score in scores) score = Of(score);
        return true;
    }

    private double Of(double score)
    {
        if (link == ScoreLink.Probit) return (float)(1.41421356 * InverseErrorFunction(2 * score - 1));
        if (precision == FloatPrecision.Binary64) return 1 / (1 + Math.Exp(-score));
        float half = 1 / (1 + MathF.Exp(-MathF.Abs((float)score)));
        return score < 0 ? 1 - half : half;
    }

    // In double, because single precision cancels: ONNX Runtime's own result is off by as much as 2e-6.
    private static double InverseErrorFunction(double value)
    {
        double log = Math.Log((1 - value) * (1 + value));
        double a = 2 / (3.14159 * 0.147) + 0.5 * log;
        return Math.CopySign(Math.Sqrt(-a + Math.Sqrt(a * a - log / 0.147)), value);
    }

    private void Exponentiate(Span<double> scores)
    {
        double most = double.NegativeInfinity;
        foreach (double score in scores) most = Math.Max(most, score);
        double sum = 0;
        foreach (ref double score in scores)
        {
            if (link == ScoreLink.SoftmaxZero && Math.Abs(score) <= ZeroBand) score *= Math.Exp(-most);
            else sum += score = Math.Exp(score - most);
        }
        foreach (ref double score in scores) score = precision == FloatPrecision.Binary32 ? (float)(score / sum) : score / sum;
    }
}
