namespace CreditDecision.Core.Scoring.Programs;

/// <summary>One model of several and when it counts.</summary>
public sealed record Segment(Predicate When, ModelStep Model);

public enum Combination
{
    Unspecified = 0,
    Sum,
    Average,
}

/// <summary>
/// The sum or average of what the segments that count leave in the same slots. Missing when none counts, or when one that does has no
/// answer: the rest alone would be another model.
/// </summary>
/// <param name="from">Slots in which every segment leaves its results.</param>
/// <param name="to">As many; none of them among <paramref name="from"/>.</param>
public sealed class Combined(Combination combination, bool binary32, Segment[] segments, int[] from, int[] to) : ModelStep
{
    public override void Run(ref Frame frame)
    {
        int counted = 0;
        foreach (int slot in to) frame[slot] = 0;
        foreach (Segment segment in segments)
        {
            if (segment.When.Test(ref frame) != Truth.True) continue;
            segment.Model.Run(ref frame);
            if (frame.Invalid) return;
            counted++;
            Add(ref frame);
        }
        Finish(counted, ref frame);
    }

    private void Add(ref Frame frame)
    {
        for (int i = 0; i < to.Length; i++)
            frame[to[i]] = binary32 ? (float)frame[to[i]] + (float)frame[from[i]] : frame[to[i]] + frame[from[i]];
    }

    private void Finish(int counted, ref Frame frame)
    {
        foreach (int slot in to)
            if (counted == 0) frame[slot] = double.NaN;
            else if (combination == Combination.Average)
                frame[slot] = binary32 ? (float)frame[slot] / counted : frame[slot] / counted;
    }
}

/// <summary>The first segment that counts answers; every segment leaves its results in the same slots.</summary>
/// <param name="results">Missing where no segment counts.</param>
public sealed class FirstOf(Segment[] segments, int[] results) : ModelStep
{
    public override void Run(ref Frame frame)
    {
        foreach (Segment segment in segments)
        {
            if (segment.When.Test(ref frame) != Truth.True) continue;
            segment.Model.Run(ref frame);
            return;
        }
        foreach (int slot in results) frame[slot] = double.NaN;
    }
}

/// <summary>Each segment that counts, one after the other, with what those before it left; the last answers.</summary>
public sealed class Chain(Segment[] segments) : ModelStep
{
    public override bool CanExplain => segments[^1].Model.CanExplain;

    public override MarginLinkage Linkage => segments[^1].Model.Linkage;

    public override void Run(ref Frame frame)
    {
        foreach (Segment segment in segments)
        {
            if (segment.When.Test(ref frame) == Truth.True) segment.Model.Run(ref frame);
            if (frame.Invalid) return;
        }
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions) =>
        segments[^1].Model.Explain(ref frame, margin, scale, contributions);
}
