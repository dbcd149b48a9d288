using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>Where a value comes from.</summary>
/// <param name="Input">Index of the one input that it depends on; one of the two constants otherwise.</param>
/// <param name="Categories">Of the inputs whose texts it may take.</param>
internal readonly record struct Origin(int Input, IReadOnlyList<Categories> Categories)
{
    internal const int NoInput = -1;
    internal const int SeveralInputs = -2;

    // More inputs than this are not followed: their categories are then those of direct comparisons only.
    private const int MostFollowed = 64;

    internal static Origin Nothing { get; } = new(NoInput, []);

    internal static Origin Unknown { get; } = new(SeveralInputs, []);

    internal Origin With(Origin other) => new(
        Input == NoInput || Input == other.Input ? other.Input : other.Input == NoInput ? Input : SeveralInputs,
        other.Categories.Count == 0 || Categories.Count >= MostFollowed ? Categories
        : Categories.Count == 0 ? other.Categories
        : [.. Categories.Concat(other.Categories).Distinct()]);
}

/// <summary>A name that expressions and predicates may use, and where its value stands.</summary>
/// <param name="Source">The model of which it is the margin, where it is one.</param>
/// <param name="IsChecked">Whether no value that its dictionary calls invalid can stand there.</param>
internal sealed record Field(string Name, PmmlType Type, int Slot, Origin Origin, ModelStep? Source = null, bool IsChecked = true)
{
    internal bool IsText => Type == PmmlType.Text;

    /// <summary>The value that a text of the document stands for in this field.</summary>
    internal double Literal(PmmlElement element, string text, PmmlProgram program)
    {
        if (!IsText) return PmmlTypes.Parse(element, Type, text);
        foreach (Categories categories in Origin.Categories) categories.Compare(text);
        return program.Texts.CodeOf(text);
    }
}
