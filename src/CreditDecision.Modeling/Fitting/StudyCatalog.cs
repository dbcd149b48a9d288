using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Catalogs made up from a table's own columns, so that a scorecard on any file is read and scored by the service's own code.</summary>
internal static class StudyCatalog
{
    internal static FeatureCatalog Features(IEnumerable<(string Feature, CsvColumn Column)> columns)
    {
        object[] features = [.. columns.Select(pair => Feature(pair.Feature, pair.Column))];
        return Read(new { features }, FeatureCatalog.Read);
    }

    internal static ReasonCatalog Reasons(IEnumerable<string> names)
    {
        var reasons = names.Where(name => !ReasonCatalog.Engine.TryFind(name, out _)).Distinct(StringComparer.Ordinal)
            .Select((name, index) => new { code = ReasonCode.FirstOfDocuments + index, name, zh = name, en = name });
        return Read(new { reasons }, ReasonCatalog.Read);
    }

    private static object Feature(string name, CsvColumn column)
    {
        const string origin = "request", source = "file", personal_data = "personal", legal_basis = "study", missing = "model_handles";
        return column.IsNumber
            ? new { name, type = "number", least = double.MinValue, most = double.MaxValue, origin, source, personal_data, legal_basis, missing }
            : new { name, type = "category", categories = column.Categories.DefaultIfEmpty("none"), origin, source, personal_data, legal_basis, missing };
    }

    private static T Read<T>(object content, Func<DocumentObject, T?> read) where T : class
    {
        var errors = new DocumentErrors();
        return read(DocumentObject.Root(JsonSerializer.SerializeToElement(content), errors))
            ?? throw new InvalidOperationException($"A made-up catalog was refused: {string.Join("; ", errors.All)}");
    }
}
