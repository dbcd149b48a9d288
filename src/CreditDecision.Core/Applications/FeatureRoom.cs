namespace CreditDecision.Core.Applications;

/// <summary>
/// Room for the features of one application at a time, for who looks at many one after the other and keeps none: features are most of an
/// application's memory. An application made with it has its features only until the next one is made with it. Used by one thread.
/// </summary>
public sealed class FeatureRoom
{
    // Applications of one frontend have as many features as each other, so a few lengths serve for all.
    private readonly NamedFeature[]?[] _byCount = new NamedFeature[Application.MostFeatures + 1][];

    internal NamedFeature[] Of(int count) => _byCount[count] ??= new NamedFeature[count];
}
