namespace CreditDecision.Core.Scoring;

/// <summary>
/// An artifact that some library trained, compiled to score one row. Immutable and safe to share between threads. The same row always
/// gives the same bits: those of the library that wrote the artifact, as far as its format's documentation here says.
/// </summary>
/// <remarks>
/// A row is one double for each of <see cref="Inputs"/>, in their order; NaN is missing. Where the source library holds a row in
/// single precision, each value is rounded to it first. Nothing here allocates per row.
/// </remarks>
public abstract class CompiledModel
{
    // A row of this many doubles still fits on any thread's stack. Credit models read tens of values, rarely hundreds.
    public const int MostInputs = 4_096;

    public const int MostOutputs = 1_024;

    protected CompiledModel(IReadOnlyList<ModelInput> inputs, IReadOnlyList<string> margins, IReadOnlyList<string> outputs) =>
        (Inputs, Margins, Outputs) = (inputs, margins, outputs);

    public IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>Names of the numbers before the link: "margin", or one for each class.</summary>
    public IReadOnlyList<string> Margins { get; }

    /// <summary>Names of the numbers after the link: "probability", one for each class, or "value".</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>What people want to know of it before they look inside.</summary>
    public abstract ModelShape Shape { get; }

    /// <summary>The numbers before the link function, such as log-odds.</summary>
    /// <param name="row">As long as <see cref="Inputs"/>.</param>
    /// <param name="margins">As long as <see cref="Margins"/>.</param>
    public abstract void Margin(ReadOnlySpan<double> row, Span<double> margins);

    /// <summary>The numbers after the link function, such as probabilities.</summary>
    /// <param name="outputs">As long as <see cref="Outputs"/>.</param>
    public abstract void Predict(ReadOnlySpan<double> row, Span<double> outputs);

    /// <summary>Whether <see cref="Contributions"/> has an answer; known when the model is loaded.</summary>
    public virtual bool CanExplain => true;

    /// <summary>How the outputs hang on the margins.</summary>
    public virtual MarginLinkage Linkage => MarginLinkage.Own;

    /// <summary>Whether an output is known to be a margin that no link function changes, for every row.</summary>
    public virtual bool IsMarginItself(int output, int margin) => false;

    /// <summary>
    /// How much each input moved one margin away from its average: the contributions and the bias, which is that average, add up to the
    /// margin. Much slower than scoring; it may allocate.
    /// </summary>
    /// <param name="margin">Index into <see cref="Margins"/>.</param>
    /// <exception cref="NotSupportedException"><see cref="CanExplain"/> is false.</exception>
    /// <param name="contributions">One for each input in their order, then the bias.</param>
    public abstract void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions);

    /// <summary>A caller that mixes two models up must not get a score of numbers that stand for something else.</summary>
    private protected static void CheckLength(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"{name} must have {expected} numbers; it has {length}", name);
    }
}

/// <param name="Kind">"gradient-boosted trees", "logistic regression" ...</param>
/// <param name="Trees">0 where there are none, as are the next three.</param>
/// <param name="Depth">Splits on the longest way from a root to a leaf.</param>
public readonly record struct ModelShape(string Kind, int Trees, int Nodes, int Leaves, int Depth);
