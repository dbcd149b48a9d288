using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>How a row's number becomes the cell that the source library would hold.</summary>
public enum CellType
{
    Unspecified = 0,
    /// <summary>Rounded to single precision; NaN is missing.</summary>
    Binary32,
    /// <summary>As it is; NaN is missing.</summary>
    Binary64,
    /// <summary>Cut to a whole number. There is none for missing, so the library could not be asked about such a row.</summary>
    Whole,
    /// <summary>Index of a category; <see cref="ModelInput.UnknownCategory"/> and NaN are none that the artifact knows.</summary>
    Category,
}

/// <summary>A number that is the same for every row.</summary>
public readonly record struct GraphConstant(int Cell, double Value);

/// <summary>
/// Everything that <see cref="ModelGraph"/> runs. Cells are numbered: first one for each input, then constants and results of steps in any
/// order.
/// </summary>
public sealed record GraphPlan
{
    /// <summary>"logistic regression", "decision trees behind encoders" ...</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    /// <summary>As long as <see cref="Inputs"/>.</summary>
    public required ImmutableArray<CellType> InputTypes { get; init; }

    public required int Cells { get; init; }

    public required ImmutableArray<GraphConstant> Constants { get; init; }

    /// <summary>In the order in which they run.</summary>
    public required ImmutableArray<GraphStep> Steps { get; init; }

    public required IReadOnlyList<string> Margins { get; init; }

    /// <summary>The cells of the margins.</summary>
    public required ImmutableArray<int> MarginCells { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required ImmutableArray<int> OutputCells { get; init; }
}
