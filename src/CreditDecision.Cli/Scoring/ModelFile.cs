using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Cli.Scoring;

/// <summary>Reads model files whole; one that is refused ends the command with every reason.</summary>
internal static class ModelFile
{
    private const string ScorecardEnding = ".scorecard.json";

    internal static bool IsScorecard(string name) => name.EndsWith(ScorecardEnding, StringComparison.OrdinalIgnoreCase);

    internal static ModelArtifact ReadArtifact(FileInfo file) => Read(file, errors => ArtifactReader.Read(Bytes(file, ArtifactReader.MostBytes), errors));

    /// <param name="content">The folder whose strategies/features.yaml and reasons.yaml the scorecard was written for.</param>
    internal static FeatureRows ReadScorecard(FileInfo file, DirectoryInfo content) => RowsOf(ReadGoverned(file, null, content));

    /// <summary>The artifact as its card has it; the card vouches for exactly these bytes.</summary>
    internal static FeatureRows ReadCarded(FileInfo file, FileInfo card, DirectoryInfo content) => RowsOf(ReadGoverned(file, card, content));

    /// <summary>The model as the service asks it, and the catalog that it is bound to.</summary>
    /// <param name="card">Null for a scorecard, which is its own.</param>
    internal static (IModel Model, FeatureCatalog Catalog) ReadGoverned(FileInfo file, FileInfo? card, DirectoryInfo content)
    {
        (FeatureCatalog catalog, ReasonCatalog reasons) = ReadCatalogs(content);
        if (card is null) return (ReadDocument(file, (document, sha256) => Scorecard.Read(document, catalog, reasons, sha256)), catalog);
        ModelArtifact artifact = ReadArtifact(file);
        CardedModel model = ReadDocument(card, (document, sha256) =>
            ModelCard.Read(document, catalog, reasons, sha256).Bind(artifact.Model, SnakeCase.Of(artifact.Format), artifact.Sha256, document.Errors));
        return (model, catalog);
    }

    internal static T ReadDocument<T>(FileInfo file, Func<DocumentObject, string, T?> read) where T : class => Read(file, errors =>
        YamlDocuments.Read(Bytes(file, YamlDocuments.MostBytes), file.Name, errors) is { } document
            ? read(DocumentObject.Root(document.Element, errors), document.Sha256)
            : null);

    internal static CsvTable ReadTable(FileInfo file) => Read(file, errors => CsvTables.Read(Bytes(file, Array.MaxLength), file.Name, errors));

    private static FeatureRows RowsOf((IModel Model, FeatureCatalog Catalog) governed) => new(governed.Model, governed.Catalog);

    private static (FeatureCatalog Features, ReasonCatalog Reasons) ReadCatalogs(DirectoryInfo content) =>
        (ReadDocument(In(content, "features.yaml"), (document, _) => FeatureCatalog.Read(document)),
            ReadDocument(In(content, "reasons.yaml"), (document, _) => ReasonCatalog.Read(document)));

    private static FileInfo In(DirectoryInfo content, string name) => new(Path.Combine(content.ToString(), "strategies", name));

    /// <exception cref="Failure">Names the file and every mistake in it.</exception>
    internal static T Read<T>(FileInfo file, Func<DocumentErrors, T?> read) where T : class
    {
        var errors = new DocumentErrors();
        T? value = read(errors);
        if (value is not null && !errors.Any) return value;
        throw new Failure(string.Join('\n', errors.All.Select(error => $"{file}: {error}").Prepend($"{file} is refused")));
    }

    // Looked at first: the readers' own limits would come after the memory was taken.
    private static byte[] Bytes(FileInfo file, long most)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        if (file.Length > most) throw new Failure($"{file}: must be at most {most} bytes, has {file.Length}");
        return File.ReadAllBytes(file.FullName);
    }
}
