using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests;

/// <summary>Files of the repository and, where it is there, of the data folder that stands beside it.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static FeatureCatalog Catalog { get; } = Read("strategies/features.yaml", (document, _) => FeatureCatalog.Read(document));

    public static ReasonCatalog Reasons { get; } = Read("strategies/reasons.yaml", (document, _) => ReasonCatalog.Read(document));

    public static byte[] Bytes(string path) => File.ReadAllBytes(PathOf(path));

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static Scorecard Scorecard(string name) =>
        Read($"models/{name}.scorecard.json", (document, sha256) => Core.Scoring.Scorecard.Read(document, Catalog, Reasons, sha256));

    /// <summary>Skips the test where the shared folder is absent.</summary>
    public static byte[] Shared(string path)
    {
        string full = Path.Combine(Root, "..", "shared", path);
        if (!File.Exists(full)) Assert.Skip($"../shared/{path} is absent");
        return File.ReadAllBytes(full);
    }

    public static CsvTable SharedTable(string path) => Table(Shared(path), Path.GetFileName(path));

    public static CsvTable Table(byte[] bytes, string name)
    {
        var errors = new DocumentErrors();
        return CsvTables.Read(bytes, name, errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }

    public static T Read<T>(string path, Func<DocumentObject, string, T?> read) where T : class
    {
        var errors = new DocumentErrors();
        LoadedDocument? document = YamlDocuments.Read(Bytes(path), path, errors);
        T? value = document is null ? null : read(DocumentObject.Root(document.Element, errors), document.Sha256);
        return value ?? throw new InvalidOperationException($"{path}: {string.Join("; ", errors.All)}");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CreditDecision.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
