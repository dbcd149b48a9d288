using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>A model that has been read: what to run, and where its results stand.</summary>
/// <param name="Value">Slot of the predicted value or class.</param>
/// <param name="Labels">The classes; empty for a regression.</param>
/// <param name="Probabilities">Slots, one for each class.</param>
internal sealed record PmmlModel(
    ModelStep Step, int Value, IReadOnlyList<string> MarginNames, int[] Margins, IReadOnlyList<string> Labels, int[] Probabilities)
{
    /// <summary>The tree, where the model is one and nothing else.</summary>
    internal WalkPlan? Tree { get; init; }

    /// <summary>Numbers that the model's own Output derives for whoever calls it, by name.</summary>
    internal IReadOnlyList<(string Name, int Slot)> Extras { get; init; } = [];

    /// <summary>What the model's Output calls its results, for the models after it in a chain.</summary>
    internal IReadOnlyList<Field> Named { get; init; } = [];

    /// <summary>The same of the whole and, in a chain, of its last model: what a document may verify.</summary>
    internal IReadOnlyList<Field> Answers { get; init; } = [];

    internal bool IsClassification => Labels.Count > 0;

    /// <summary>Whether the value is the margin, so that the parts of one are those of the other.</summary>
    internal bool ValueIsMargin => !IsClassification && Margins.Length == 1 && Margins[0] == Value;

    internal int[] Results => [Value, .. Margins, .. Probabilities];

    internal static PmmlModel OfNumber(ModelStep step, int value) => new(step, value, ["value"], [value], [], []);
}

/// <summary>What the reader of each kind of model is given.</summary>
/// <param name="Element">The model's.</param>
/// <param name="Scope">With its mining and derived fields.</param>
/// <param name="Target">The field that it predicts, where the dictionary has it.</param>
/// <param name="IsClassification">By functionName.</param>
/// <param name="Binary32">Whether it computes in single precision.</param>
/// <param name="Depth">Of the models around.</param>
internal sealed record ModelContext(PmmlElement Element, Scope Scope, DataField? Target, bool IsClassification, bool Binary32, int Depth)
{
    internal PmmlProgram Program => Scope.Program;

    internal double LabelCode(string label) => Program.Texts.CodeOf(label);
}
