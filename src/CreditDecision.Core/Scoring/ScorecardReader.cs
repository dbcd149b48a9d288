using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring;

/// <summary>Reads a scorecard document whole; every mistake goes to the document's errors.</summary>
internal sealed class ScorecardReader(FeatureCatalog catalog, ReasonCatalog reasons)
{
    // A scorecard that people can defend has ten to thirty characteristics.
    private const int MostCharacteristics = 200;
    private const double MostScalePoints = 100_000;

    internal ScorecardParts Read(DocumentObject document)
    {
        if (document.Text("kind", 32) is { Length: > 0 } kind and not "scorecard") document.Fail("kind", $"must be \"scorecard\", is \"{kind}\"");
        var parts = new ScorecardParts(
            document.Text("id", 64),
            document.Text("version", 32),
            document.Choice<ModelKind>("purpose"),
            document.Text("target", 300),
            PointsScale.Read(document),
            Calibration.Read(document.Child("calibration")),
            document.Number("intercept_points", -MostScalePoints, MostScalePoints),
            ReadCharacteristics(document),
            ModelOrigin.Read(document.Child("made_from")));
        document.Close();
        return parts;
    }

    private List<Characteristic> ReadCharacteristics(DocumentObject document)
    {
        var characteristics = new List<Characteristic>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (DocumentObject item in document.Children("characteristics", MostCharacteristics))
        {
            string name = item.Text("feature", 64);
            if (!used.Add(name)) item.Fail("feature", $"\"{name}\" has a characteristic already");
            FeatureDefinition? feature = FindFeature(item, name);
            ReasonCode reason = FindReason(item);
            CharacteristicFit? fit = ReadFit(item);
            IReadOnlyList<ScorecardBin> bins = ScorecardBinReader.Read(item, feature);
            item.Close();
            if (feature is not null) characteristics.Add(new Characteristic(feature, reason, bins, fit));
        }
        if (used.Count == 0) document.Fail("characteristics", "must hold at least one");
        return characteristics;
    }

    private FeatureDefinition? FindFeature(DocumentObject item, string name)
    {
        if (catalog.TryFind(name, out FeatureDefinition feature)) return feature;
        if (name.Length > 0) item.Fail("feature", $"\"{name}\" is not in the feature catalog");
        return null;
    }

    private ReasonCode FindReason(DocumentObject item)
    {
        string name = item.Text("reason", 64);
        if (!reasons.TryFind(name, out ReasonCode reason) && name.Length > 0) item.Fail("reason", $"\"{name}\" is not in the reason catalog");
        return reason;
    }

    private static CharacteristicFit? ReadFit(DocumentObject item) => item.Has("coefficient")
        ? new CharacteristicFit(
            item.Number("iv", 0, 1_000), item.Number("coefficient", -1_000, 1_000), item.Number("standard_error", 0, 1e9))
        : null;
}

/// <summary>What a scorecard document says, before it is compiled.</summary>
internal sealed record ScorecardParts(
    string Id,
    string Version,
    ModelKind Kind,
    string Target,
    PointsScale Scale,
    Calibration Calibration,
    double InterceptPoints,
    IReadOnlyList<Characteristic> Characteristics,
    ModelOrigin Origin);
