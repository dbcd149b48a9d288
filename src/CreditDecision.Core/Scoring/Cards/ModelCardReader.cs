using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Reads a card as far as it goes without its artifact; every mistake goes to the document's errors.</summary>
internal sealed class ModelCardReader(FeatureCatalog catalog, ReasonCatalog reasons)
{
    private const int LongestFileName = 128;

    internal ModelCard Read(DocumentObject document, string sha256)
    {
        if (document.Text("kind", 32) is { Length: > 0 } kind and not "model_card") document.Fail("kind", $"must be \"model_card\", is \"{kind}\"");
        string id = document.Text("id", 64);
        string version = document.Text("version", 32);
        ModelKind purpose = document.Choice<ModelKind>("purpose");
        string target = document.Text("target", 300);
        CardArtifact artifact = ReadArtifact(document.Child("artifact"));
        List<CardInput> inputs = ReadInputs(document);
        CardOutput output = ReadOutput(document.Child("output"));
        ModelCalibration calibration = ModelCalibration.Read(document.Child("calibration"), output.Meaning);
        var authorship = new CardAuthorship(document.Text("developers", 300), document.Text("intended_use", 1_000), document.Text("limits", 1_000));
        ModelOrigin origin = ModelOrigin.Read(document.Child("made_from"));
        document.Close();
        return new ModelCard(id, version, purpose, target, sha256, artifact, inputs, output, calibration, authorship, origin);
    }

    private static CardArtifact ReadArtifact(DocumentObject item)
    {
        string file = item.Text("file", LongestFileName);
        // A card may not point out of its folder, nor at a file whose name hides it.
        bool isPlain = file.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            && !file.StartsWith('.') && !file.Contains("..", StringComparison.Ordinal) && file.Length <= LongestFileName;
        if (!isPlain) item.Fail("file", "must be the plain name of a file beside the card: letters, digits, dots, hyphens, underscores");
        var artifact = new CardArtifact(isPlain ? file : "", item.Text("format", 32), item.Text("sha256", 64));
        if (artifact.Sha256.Length > 0 && !ModelOrigin.IsSha256(artifact.Sha256)) item.Fail("sha256", "must be 64 lower-case hexadecimal digits");
        item.Close();
        return artifact;
    }

    private static CardOutput ReadOutput(DocumentObject item)
    {
        var output = new CardOutput(item.Choice<CardOutputUse>("use"), item.Text("name", 256, ""), item.Choice<ScoreMeaning>("meaning"));
        item.Close();
        return output;
    }

    private List<CardInput> ReadInputs(DocumentObject document)
    {
        var inputs = new List<CardInput>();
        var reasonOf = new Dictionary<string, ReasonCode>(StringComparer.Ordinal);
        foreach (DocumentObject item in document.Children("inputs", CompiledModel.MostInputs))
        {
            CardInput input = ReadInput(item);
            item.Close();
            inputs.Add(input);
            // What a feature did is told once, summed over the inputs that read it.
            if (input.Feature is not { } feature || reasonOf.TryAdd(feature.Name, input.Reason) || reasonOf[feature.Name] == input.Reason) continue;
            item.Fail("reason", $"must be that of the other inputs that read \"{feature.Name}\"");
        }
        return inputs;
    }

    private CardInput ReadInput(DocumentObject item)
    {
        string name = item.Text("input");
        string featureName = item.Text("feature", 64);
        bool isKnown = catalog.TryFind(featureName, out FeatureDefinition feature);
        if (!isKnown && featureName.Length > 0) item.Fail("feature", $"\"{featureName}\" is not in the feature catalog");
        string reasonName = item.Text("reason", 64);
        if (!reasons.TryFind(reasonName, out ReasonCode reason) && reasonName.Length > 0)
            item.Fail("reason", $"\"{reasonName}\" is not in the reason catalog");
        CardInput input = isKnown
            ? new CardInput(item.Path, name, feature, reason, ReadCodes(item, feature), ReadCategories(item, feature), ReadUnknown(item, feature))
            : CardInput.Unreadable(item.Path, name, reason);
        // Without its feature the translation cannot be judged, but its keys are known ones.
        if (!isKnown) foreach (string key in new[] { "codes", "categories", "unknown" }) item.Has(key);
        return input;
    }

    private static Dictionary<string, double> ReadCodes(DocumentObject item, FeatureDefinition feature)
    {
        var codes = new Dictionary<string, double>(StringComparer.Ordinal);
        if (item.OptionalChild("codes") is not { } entries || !MayTranslate(item, "codes", feature)) return codes;
        foreach (string category in ScorecardBinReader.CategoriesOf(feature))
            if (entries.OptionalNumber(category, double.MinValue, double.MaxValue) is { } code) codes.Add(category, code);
        entries.Close();
        return codes;
    }

    private static Dictionary<string, string> ReadCategories(DocumentObject item, FeatureDefinition feature)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (item.OptionalChild("categories") is not { } entries || !MayTranslate(item, "categories", feature)) return names;
        foreach (string category in ScorecardBinReader.CategoriesOf(feature))
            if (entries.Has(category)) names.Add(category, entries.Text(category));
        entries.Close();
        return names;
    }

    private static IReadOnlyList<string> ReadUnknown(DocumentObject item, FeatureDefinition feature)
    {
        IReadOnlyList<string> unknown = item.Texts("unknown", FeatureCatalog.MostCategories, optional: true);
        if (unknown.Count == 0 || !MayTranslate(item, "unknown", feature)) return unknown;
        IReadOnlyList<string> categories = ScorecardBinReader.CategoriesOf(feature);
        foreach (string category in unknown)
            if (!categories.Contains(category)) item.Fail("unknown", $"\"{category}\" is not one of {string.Join(", ", categories)}");
        return unknown;
    }

    private static bool MayTranslate(DocumentObject item, string key, FeatureDefinition feature)
    {
        if (feature.Type != FeatureType.Number) return true;
        item.Fail(key, $"belongs to flags and categories; \"{feature.Name}\" is a number");
        return false;
    }
}
