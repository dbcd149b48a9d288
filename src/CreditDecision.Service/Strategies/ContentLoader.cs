using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Service.Strategies;

/// <summary>
/// Reads the documents of a content folder and compiles them into a strategy book, or says everything that is wrong with them:
/// file, path in the file, reason. Nothing is served from documents of which any is broken.
/// </summary>
public sealed class ContentLoader
{
    private readonly List<string> _problems = [];
    private readonly List<SharedDocument> _documents = [];
    private readonly string _root;

    private ContentLoader(string root) => _root = root;

    /// <returns>The book, or null with at least one line in <paramref name="problems"/>.</returns>
    public static StrategyBook? Load(string directory, out IReadOnlyList<string> problems)
    {
        var loader = new ContentLoader(directory);
        StrategyBook? book = loader.Load();
        problems = loader._problems;
        return problems.Count == 0 ? book : null;
    }

    private StrategyBook? Load()
    {
        BankPolicy? bank = Read("strategies/bank.yaml", (document, sha256) => BankPolicy.Read(document, sha256));
        FeatureCatalog? catalog = Shared("feature_catalog", "features", FeatureCatalog.Read);
        ReasonCatalog? reasons = Shared("reasons", "reasons", ReasonCatalog.Read);
        if (bank is null || catalog is null || reasons is null) return null;
        _documents.Insert(0, new SharedDocument("bank_policy", "bank", bank.Version, bank.Sha256));

        var models = new Dictionary<string, IModel>(StringComparer.Ordinal);
        foreach (string file in Files("models", ".scorecard.json"))
        {
            Scorecard? model = Read(file, (document, sha256) => Scorecard.Read(document, catalog, reasons, sha256));
            if (model is not null && !models.TryAdd(model.Id, model)) Problem(file, $"id: \"{model.Id}\" is the id of another model too");
        }
        // A strategy that names a model which could not be read would only report it as unknown.
        return _problems.Count > 0 ? null : Strategies(new StrategyContext(bank, catalog, reasons, models));
    }

    private StrategyBook? Strategies(StrategyContext context)
    {
        var strategies = new List<StrategySnapshot>();
        foreach (string file in Files("strategies", ".strategy.yaml"))
        {
            StrategySnapshot? strategy = Read(file, (document, sha256) => StrategyReader.Read(document, sha256, context));
            if (strategy is null) continue;
            if (strategies.Any(other => other.Product.Code == strategy.Product.Code))
                Problem(file, $"product.code: \"{strategy.Product.Code}\" is served by another strategy too");
            strategies.Add(strategy);
        }
        if (strategies.Count == 0 && _problems.Count == 0) Problem("strategies", "holds no *.strategy.yaml: there is nothing to decide with");
        return _problems.Count > 0 ? null : new StrategyBook(context.Catalog, _documents, strategies);
    }

    private T? Shared<T>(string kind, string id, Func<DocumentObject, T?> read) where T : class => Read($"strategies/{id}.yaml", (document, sha256) =>
    {
        _documents.Add(new SharedDocument(kind, id, "", sha256));
        return read(document);
    });

    private T? Read<T>(string file, Func<DocumentObject, string, T?> read) where T : class
    {
        var errors = new DocumentErrors();
        T? value = null;
        try
        {
            if (YamlDocuments.Read(File.ReadAllBytes(Path.Combine(_root, file)), file, errors) is { } document)
                value = read(DocumentObject.Root(document.Element, errors), document.Sha256);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Problem(file, problem is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : problem.Message);
        }
        foreach (DocumentError error in errors.All) Problem(file, error.ToString());
        return errors.Any ? null : value;
    }

    private IEnumerable<string> Files(string folder, string ending)
    {
        string path = Path.Combine(_root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, "*" + ending).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");
    }

    private void Problem(string file, string problem) => _problems.Add($"{file}: {problem}");
}
