using CreditDecision.Core.Features;

namespace CreditDecision.Modeling.Validation;

/// <summary>One value that a model under test reads.</summary>
/// <param name="Name">Its column in the data, unless columns are bound by position.</param>
/// <param name="Categories">A row holds the index in this list; empty for numbers and flags, and where the model knows only codes.</param>
/// <param name="Least">Smallest number that a decision would take, inclusive; anything below counts as missing, and no shock goes below it.</param>
/// <param name="Most">Largest, likewise.</param>
/// <param name="Unknown">What a row holds for a category that is none of <paramref name="Categories"/>; NaN where a decision takes it as missing.</param>
public sealed record TestInput(string Name, FeatureType Type, IReadOnlyList<string> Categories, double Least, double Most, double Unknown)
{
    /// <summary>Whether its values can be multiplied and added to.</summary>
    public bool IsNumber => Type == FeatureType.Number;
}
