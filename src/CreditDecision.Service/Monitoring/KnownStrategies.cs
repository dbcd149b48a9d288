using System.Collections.Concurrent;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;

namespace CreditDecision.Service.Monitoring;

/// <summary>Which model leads the risk stage of a strategy: the one whose probability of default grades and prices.</summary>
internal sealed record KnownStrategy(string Id, string Version, string Product, string ModelId, string ModelVersion);

/// <summary>
/// The strategies that serve and those that ever served, which approved loans that are still to be watched. Of a content in the archive only the few
/// words that tell them are read: it is not compiled.
/// </summary>
internal sealed class KnownStrategies(IContentArchive archive, StrategyShelf shelf)
{
    // A content never changes, and reading one takes megabytes.
    private readonly ConcurrentDictionary<string, IReadOnlyList<KnownStrategy>> _archived = new(StringComparer.Ordinal);

    /// <returns>Each id and version once; those that serve first, then the newest.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<KnownStrategy>> AllAsync(CancellationToken cancellation)
    {
        StrategyBook book = shelf.Current;
        var all = new List<KnownStrategy>(book.Strategies.Select(Of));
        foreach (string sha256 in (await archive.KeptAsync(cancellation)).Reverse())
        {
            if (sha256 == book.Content.Sha256) continue;
            all.AddRange(_archived.TryGetValue(sha256, out IReadOnlyList<KnownStrategy>? kept) ? kept : await ReadAsync(sha256, cancellation));
        }
        return [.. all.DistinctBy(strategy => (strategy.Id, strategy.Version))];
    }

    private static KnownStrategy Of(StrategySnapshot strategy) =>
        new(strategy.Id, strategy.Version, strategy.Product.Code, strategy.Stages.Risk.Leading.Model.Id, strategy.Stages.Risk.Leading.Model.Version);

    private async Task<IReadOnlyList<KnownStrategy>> ReadAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            return await archive.FindAsync(sha256, cancellation) is { } source ? _archived[sha256] = [.. Read(source)] : [];
        }
        catch (ContentDamagedException)
        {
            // Its strategies are unknown until somebody mends it, and a report names them as such.
            return [];
        }
    }

    private static IEnumerable<KnownStrategy> Read(IContentSource source)
    {
        Dictionary<string, string> versions = source.Named("models", ".scorecard.json").Concat(source.Named("models", ".card.yaml")).Select(file => Document(source, file))
            .OfType<JsonElement>().DistinctBy(model => Text(model, "id")).ToDictionary(model => Text(model, "id"), model => Text(model, "version"), StringComparer.Ordinal);
        foreach (JsonElement strategy in source.Named("strategies", ".strategy.yaml").Select(file => Document(source, file)).OfType<JsonElement>())
        {
            string model = Text(strategy, "stages", "risk", "model");
            yield return new KnownStrategy(Text(strategy, "id"), Text(strategy, "version"), Text(strategy, "product", "code"), model, versions.GetValueOrDefault(model, ""));
        }
    }

    private static JsonElement? Document(IContentSource source, string file) =>
        source.Read(file, YamlDocuments.MostBytes, out _) is { } bytes ? YamlDocuments.Read(bytes, file, new DocumentErrors())?.Element : null;

    // What served was whole, whatever today's reader asks for; a word that is not there tells nothing.
    private static string Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string key in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element)) return "";
        return element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
    }
}
