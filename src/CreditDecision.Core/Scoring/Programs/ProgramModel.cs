namespace CreditDecision.Core.Scoring.Programs;

/// <summary>Everything of a program, with its slots in place.</summary>
public sealed record ProgramPlan
{
    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    public required IReadOnlyList<string> Margins { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required ModelStep Model { get; init; }

    /// <summary>Of the frame; the inputs are the first.</summary>
    public required int Slots { get; init; }

    /// <summary>Where the margins stand when the model has run.</summary>
    public required int[] MarginSlots { get; init; }

    public required int[] OutputSlots { get; init; }

    public required ModelShape Shape { get; init; }

    /// <summary>The scorecard that ranks reasons; null for other models.</summary>
    public Points? Scorecard { get; init; }

    public IReadOnlyList<string> ReasonCodes { get; init; } = [];
}

/// <summary>
/// A model that prepares its inputs, derives fields from them and scores those: what PMML describes. All margins and outputs are NaN for
/// a row that the model's author gave no answer to: an invalid value, a missing one that the model cannot do without.
/// </summary>
public sealed class ProgramModel : CompiledModel
{
    /// <summary>A frame stands on the stack: 128 KiB of a thread's 1.5 MiB.</summary>
    public const int MostSlots = 16_384;

    private readonly ProgramPlan _plan;

    /// <exception cref="ArgumentException">The plan has more slots than <see cref="MostSlots"/>.</exception>
    public ProgramModel(ProgramPlan plan) : base(plan.Inputs, plan.Margins, plan.Outputs)
    {
        if (plan.Slots > MostSlots) throw new ArgumentException($"A program has at most {MostSlots} slots.", nameof(plan));
        _plan = plan;
    }

    public override ModelShape Shape => _plan.Shape;

    public override bool CanExplain => _plan.Model.CanExplain;

    public override MarginLinkage Linkage => _plan.Model.Linkage;

    public override bool IsMarginItself(int output, int margin) => _plan.OutputSlots[output] == _plan.MarginSlots[margin];

    /// <summary>How long a frame of this program is.</summary>
    public int Slots => _plan.Slots;

    /// <summary>The codes that <see cref="PointsReason.Code"/> counts; empty where the model gives no reasons.</summary>
    public IReadOnlyList<string> ReasonCodes => _plan.ReasonCodes;

    /// <summary>How many reasons <see cref="Reasons"/> ranks: one for each characteristic of a scorecard, 0 for other models.</summary>
    public int ReasonCount => _plan.Scorecard is { } card && _plan.ReasonCodes.Count > 0 ? card.Characteristics : 0;

    public override void Margin(ReadOnlySpan<double> row, Span<double> margins) => Score(row, _plan.MarginSlots, margins, nameof(margins));

    public override void Predict(ReadOnlySpan<double> row, Span<double> outputs) => Score(row, _plan.OutputSlots, outputs, nameof(outputs));

    public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions)
    {
        if (!CanExplain) throw new NotSupportedException("This model's margin does not split into parts of one input each.");
        CheckLength(contributions.Length, Inputs.Count + 1, nameof(contributions));
        contributions.Clear();
        Frame frame = Run(row, stackalloc double[_plan.Slots]);
        if (frame.Invalid) contributions.Fill(double.NaN);
        else _plan.Model.Explain(ref frame, margin, 1, contributions);
    }

    /// <summary>Ranks the reasons of a scorecard's result, the weightiest first.</summary>
    /// <param name="reasons">As long as <see cref="ReasonCount"/>.</param>
    /// <returns>False, with nothing ranked, where the row has no result.</returns>
    public bool Reasons(ReadOnlySpan<double> row, Span<PointsReason> reasons)
    {
        Frame frame = Run(row, stackalloc double[_plan.Slots]);
        if (frame.Invalid || ReasonCount == 0 || double.IsNaN(frame[_plan.MarginSlots[0]])) return false;
        _plan.Scorecard!.Rank(ref frame, reasons);
        return true;
    }

    /// <summary>Runs the program and leaves every value that it computed.</summary>
    /// <param name="values">As long as <see cref="Slots"/>.</param>
    public Frame Run(ReadOnlySpan<double> row, Span<double> values)
    {
        CheckLength(row.Length, Inputs.Count, nameof(row));
        values.Fill(double.NaN);
        row.CopyTo(values);
        var frame = new Frame(values);
        _plan.Model.Run(ref frame);
        return frame;
    }

    private void Score(ReadOnlySpan<double> row, int[] slots, Span<double> results, string name)
    {
        CheckLength(results.Length, slots.Length, name);
        Frame frame = Run(row, stackalloc double[_plan.Slots]);
        for (int i = 0; i < slots.Length; i++) results[i] = frame.Invalid ? double.NaN : frame[slots[i]];
    }
}
