namespace CreditDecision.Core.Scoring.Programs;

/// <summary>A step that is a model: it leaves its margins and its results in slots that it was given.</summary>
public abstract class ModelStep : Operation
{
    /// <summary>Whether each of its margins is a sum of parts that belong to one input each.</summary>
    public virtual bool CanExplain => false;

    /// <summary>How its results hang on its margins.</summary>
    public virtual MarginLinkage Linkage => MarginLinkage.Own;

    /// <summary>Adds <paramref name="scale"/> times the parts of one margin of a frame that has been run.</summary>
    /// <param name="contributions">One for each input of the program, then the bias.</param>
    public virtual void Explain(ref Frame frame, int margin, double scale, Span<double> contributions) =>
        throw new NotSupportedException("Ask CanExplain first.");
}

/// <summary>What a model needs done before it runs (treatments, derived fields), the model, and what is derived from its result.</summary>
public sealed class Sequence(Operation[] before, ModelStep model, Operation[] after) : ModelStep
{
    public override bool CanExplain => model.CanExplain;

    public override MarginLinkage Linkage => after.OfType<Shares>().Select(shares => shares.Linkage).FirstOrDefault(model.Linkage);

    public override void Run(ref Frame frame)
    {
        if (RunAll(before, ref frame)) model.Run(ref frame);
        if (!frame.Invalid) RunAll(after, ref frame);
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions) =>
        model.Explain(ref frame, margin, scale, contributions);

    private static bool RunAll(Operation[] steps, ref Frame frame)
    {
        foreach (Operation step in steps)
        {
            step.Run(ref frame);
            if (frame.Invalid) return false;
        }
        return !frame.Invalid;
    }
}
