namespace CreditDecision.Core.Scoring;

public enum InputType
{
    Unspecified = 0,
    /// <summary>A number; what the artifact calls float, int, quantitative or indicator.</summary>
    Number,
    /// <summary>The row holds the index of the value in <see cref="ModelInput.Categories"/>, or the artifact's own code where that list is empty.</summary>
    Category,
}

/// <summary>One value that an artifact reads, by the artifact's own name for it.</summary>
/// <param name="Name">Unique in the artifact; "f0", "f1" ... where the artifact names none.</param>
/// <param name="Categories">
/// In a row, the index of the value in this list. Empty for numbers, and where the artifact knows its categories only by whole-number codes.
/// </param>
public sealed record ModelInput(string Name, InputType Type, IReadOnlyList<string> Categories)
{
    /// <summary>What a row holds for a category that the artifact has never seen.</summary>
    public const double UnknownCategory = -1;

    /// <summary>
    /// False where the artifact silently takes a missing value for some number, as a split of LightGBM's missing type None takes it for 0:
    /// a missing value must not pass for one that somebody observed.
    /// </summary>
    public bool TakesMissing { get; init; } = true;

    public static ModelInput Number(string name) => new(name, InputType.Number, []);
}
