using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Modeling.Formats;
using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Shipped;

/// <summary>The files that ship, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static FileInfo File(params string[] parts) => new(Path.Combine([Root, .. parts]));

    public static FeatureCatalog Catalog()
    {
        var errors = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(System.IO.File.ReadAllBytes(File("strategies", "features.yaml").FullName), "features.yaml", errors)!;
        return FeatureCatalog.Read(DocumentObject.Root(document.Element, errors))!;
    }

    /// <summary>What the reference catalog has against the features of an application, if it was sent at <paramref name="now"/>.</summary>
    public static IEnumerable<string> Objections(DecideRequest request, FeatureCatalog catalog, DateTimeOffset now)
    {
        foreach (Feature given in request.Features)
        {
            if (!catalog.TryFind(given.Name, out FeatureDefinition feature)) yield return $"{given.Name} is not in the catalog";
            else if (feature.Type.ToString() != given.ValueCase.ToString()) yield return $"{given.Name} is a {given.ValueCase}";
            else if (feature.Type == FeatureType.Number && !(given.Number >= feature.Least && given.Number <= feature.Most)) yield return $"{given.Name} is out of range";
            else if (feature.Type == FeatureType.Category && feature.CategoryIndex(given.Category) < 0) yield return $"{given.Name} has no value {given.Category}";
            else if (feature.MaxAge is { } age && now - given.ObservedAt.ToDateTimeOffset() >= age) yield return $"{given.Name} is stale";
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "CreditDecision.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
