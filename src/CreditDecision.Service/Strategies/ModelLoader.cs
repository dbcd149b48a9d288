using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Service.Strategies;

/// <summary>Reads the models of a content folder: scorecards, and the artifacts of other libraries with their cards.</summary>
internal sealed class ModelLoader(ContentFiles files, FeatureCatalog catalog, ReasonCatalog reasons)
{
    private const string Folder = "models";

    private readonly Dictionary<string, IModel> _models = new(StringComparer.Ordinal);

    /// <returns>By id; not whole when the files have problems.</returns>
    public IReadOnlyDictionary<string, IModel> Load()
    {
        foreach (string file in files.Named(Folder, ".scorecard.json"))
            Add(file, files.Read(file, (document, sha256) => Scorecard.Read(document, catalog, reasons, sha256)));
        foreach (string file in files.Named(Folder, ".card.yaml")) Add(file, files.Read(file, Carded));
        return _models;
    }

    private void Add(string file, IModel? model)
    {
        if (model is not null && !_models.TryAdd(model.Id, model)) files.Problem(file, $"id: \"{model.Id}\" is the id of another model too");
    }

    // The artifact is read even when the card alone has mistakes, so that one start tells them all.
    private CardedModel? Carded(DocumentObject document, string sha256)
    {
        ModelCard card = ModelCard.Read(document, catalog, reasons, sha256);
        if (card.Artifact.File.Length == 0 || ArtifactAt($"{Folder}/{card.Artifact.File}") is not { } artifact) return null;
        return card.Bind(artifact.Model, SnakeCase.Of(artifact.Format), artifact.Sha256, document.Errors);
    }

    private ModelArtifact? ArtifactAt(string file)
    {
        if (files.Bytes(file, ArtifactReader.MostBytes) is not { } bytes) return null;
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
        files.Problem(file, errors);
        return artifact;
    }
}
