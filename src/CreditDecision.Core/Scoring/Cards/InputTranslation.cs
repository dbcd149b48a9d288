using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Works out what one input of an artifact reads for each value of its feature.</summary>
internal sealed class InputTranslation(CardInput card, ModelInput input, DocumentErrors errors)
{
    // Artifacts hold category codes as single-precision floats; beyond this, whole numbers run together there.
    private const double MostCode = (1 << 24) - 1;

    /// <returns>Null when a mistake was added to the errors, or the feature is not known.</returns>
    internal InputBinding? Bind()
    {
        if (card.Feature is not { } feature) return null;
        int mistakesBefore = errors.All.Count;
        double[]? codes = input.Type == InputType.Number ? ForNumber(feature) : ForCategory(feature);
        return errors.All.Count > mistakesBefore ? null : new InputBinding(card, feature, codes);
    }

    private double[]? ForNumber(FeatureDefinition feature)
    {
        if (card.Categories.Count > 0) Fail("categories", $"must be left out: the artifact reads a number for \"{input.Name}\"; give codes");
        if (card.Unknown.Count > 0) Fail("unknown", $"must be left out: the artifact reads a number for \"{input.Name}\"; every category needs a code");
        // A flag is 0 or 1 where the card does not say otherwise.
        bool isItself = feature.Type == FeatureType.Number || (feature.Type == FeatureType.Flag && card.Codes.Count == 0);
        return isItself ? null : [.. ScorecardBinReader.CategoriesOf(feature).Select(CodeOf)];
    }

    private double[]? ForCategory(FeatureDefinition feature)
    {
        if (feature.Type == FeatureType.Number)
        {
            Fail("feature", $"\"{feature.Name}\" is a number, but \"{input.Name}\" is a category in the artifact");
            return null;
        }
        bool hasNames = input.Categories.Count > 0;
        if (hasNames && card.Codes.Count > 0) Fail("codes", $"must be left out: the artifact knows the categories of \"{input.Name}\" by name");
        if (!hasNames && card.Categories.Count > 0) Fail("categories", $"must be left out: the artifact knows the categories of \"{input.Name}\" only by code");
        foreach (string category in card.Unknown)
            if (card.Codes.ContainsKey(category) || card.Categories.ContainsKey(category)) Fail("unknown", $"\"{category}\" is given a place in the artifact as well");
        return hasNames
            ? PlacesOf(feature)
            : [.. ScorecardBinReader.CategoriesOf(feature).Select(category => IsUnknown(category) ? ModelInput.UnknownCategory : WholeCodeOf(category))];
    }

    private double[] PlacesOf(FeatureDefinition feature)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < input.Categories.Count; i++) places.TryAdd(input.Categories[i], i);
        return [.. ScorecardBinReader.CategoriesOf(feature).Select(category => PlaceOf(category, places))];
    }

    private double PlaceOf(string category, Dictionary<string, int> places)
    {
        if (IsUnknown(category)) return ModelInput.UnknownCategory;
        string name = card.Categories.GetValueOrDefault(category, category);
        if (places.TryGetValue(name, out int place)) return place;
        Fail("categories", $"\"{name}\" is no category of \"{input.Name}\" in the artifact, which has {CardBinder.Names(input.Categories)}; map \"{category}\" to one, or list it as unknown");
        return ModelInput.UnknownCategory;
    }

    private bool IsUnknown(string category) => card.Unknown.Contains(category);

    private double WholeCodeOf(string category)
    {
        double code = CodeOf(category);
        if (code is < 0 or > MostCode || code != Math.Floor(code)) Fail($"codes.{category}", $"must be a whole number from 0 to {MostCode}, is {code}");
        return code;
    }

    private double CodeOf(string category)
    {
        if (card.Codes.TryGetValue(category, out double code)) return code;
        Fail("codes", $"must hold a code for \"{category}\"");
        return 0;
    }

    private void Fail(string key, string message) => errors.Add($"{card.Path}.{key}", message);
}
