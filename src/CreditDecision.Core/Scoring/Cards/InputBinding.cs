using CreditDecision.Core.Features;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>From a slot of the feature vector to one value of the artifact's row.</summary>
/// <param name="Codes">What the row holds for each category of the feature, flags having two; null where it holds the value itself.</param>
internal readonly record struct InputBinding(CardInput Card, FeatureDefinition Feature, double[]? Codes)
{
    internal int Slot { get; } = Feature.Slot;

    internal double ValueOf(ReadOnlySpan<double> featureVector)
    {
        double value = featureVector[Slot];
        return Codes is null || double.IsNaN(value) ? value : Codes[(int)value];
    }
}
