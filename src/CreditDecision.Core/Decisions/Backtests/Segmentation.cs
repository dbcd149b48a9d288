using System.Globalization;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>One way of dividing decisions into segments; every decision falls into exactly one.</summary>
public abstract class Segmentation(string name)
{
    /// <summary>The segment of what has no value. No category can be called so.</summary>
    public const string Missing = "(missing)";

    public string Name { get; } = name;

    /// <summary>The segments known beforehand, in the order in which people expect them; others follow in ordinal order.</summary>
    public virtual IReadOnlyList<string> Known => [];

    /// <summary>Whether it looks at the feature vector, which costs time to assemble.</summary>
    internal virtual bool NeedsFeatures => false;

    /// <param name="features">Null when no segmentation asked for it.</param>
    internal abstract string SegmentOf(in BacktestSample sample, FeatureVector? features);

    /// <summary>By the candidate's grade, by the grade that was recorded, by product, by the Beijing month of the decision.</summary>
    public static IReadOnlyList<Segmentation> Always =>
    [
        new PlainSegmentation("grade", (in sample) => sample.CandidateVerdict.Grade),
        new PlainSegmentation("recorded_grade", (in sample) => sample.Recorded.Grade),
        new PlainSegmentation("product", (in sample) => sample.Application.Product),
        new MonthSegmentation(),
    ];
}

internal delegate string SegmentReading(in BacktestSample sample);

internal sealed class PlainSegmentation(string name, SegmentReading read) : Segmentation(name)
{
    internal override string SegmentOf(in BacktestSample sample, FeatureVector? features) => read(sample) is { Length: > 0 } segment ? segment : Missing;
}

/// <summary>Written as <c>2026-11</c>.</summary>
internal sealed class MonthSegmentation() : Segmentation("month")
{
    // Decisions are read in about the order in which they were made, so the last month is nearly always the next one's too.
    private volatile Named _last = new(-1, "");

    internal override string SegmentOf(in BacktestSample sample, FeatureVector? features)
    {
        DateOnly day = BeijingTime.DayOf(sample.Candidate.DecidedAt);
        int month = (day.Year * 12) + day.Month;
        // Shared by all workers, each of which may be in another month: one reference is read once and replaced whole.
        Named last = _last;
        if (last.Month != month) _last = last = new Named(month, day.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        return last.Text;
    }

    private sealed record Named(int Month, string Text);
}
