using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;

namespace CreditDecision.Service.Strategies;

/// <summary>What a content is read for.</summary>
public enum ContentPart
{
    Unspecified = 0,
    /// <summary>It decides: of each product it says which strategy does.</summary>
    Deciding,
    /// <summary>It holds what people wrote, of which governance lets some decide: its rollouts are not read, and it serves nothing.</summary>
    Base,
}

/// <summary>
/// Reads the documents of a content folder and compiles them into a strategy book, or says everything that is wrong with them:
/// file, path in the file, reason. Nothing is served from documents of which any is broken.
/// </summary>
public sealed class ContentLoader
{
    private readonly List<SharedDocument> _documents = [];
    private readonly ContentFiles _files;

    private readonly EvaluationForm _form;
    private readonly ContentPart _part;

    private ContentLoader(IContentSource source, EvaluationForm form, ContentPart part) => (_files, _form, _part) = (new ContentFiles(source), form, part);

    /// <param name="form">How conditions, formulas and tables are evaluated.</param>
    /// <returns>The book, or null with at least one line in <paramref name="problems"/>.</returns>
    public static StrategyBook? Load(
        IContentSource source, out IReadOnlyList<string> problems, EvaluationForm form = EvaluationForm.Compiled, ContentPart part = ContentPart.Deciding)
    {
        var loader = new ContentLoader(source, form, part);
        StrategyBook? book = loader.Load();
        problems = loader._files.Problems;
        return problems.Count == 0 ? book : null;
    }

    private StrategyBook? Load()
    {
        BankPolicy? bank = _files.Read("strategies/bank.yaml", (document, sha256) => BankPolicy.Read(document, sha256));
        FeatureCatalog? catalog = Shared("feature_catalog", "features", FeatureCatalog.Read);
        ReasonCatalog? reasons = Shared("reasons", "reasons", ReasonCatalog.Read);
        if (bank is null || catalog is null || reasons is null) return null;
        _documents.Insert(0, new SharedDocument("bank_policy", "bank", bank.Version, bank.Sha256));

        IReadOnlyDictionary<string, IModel> models = new ModelLoader(_files, catalog, reasons).Load();
        // A strategy that names a model which could not be read would only report it as unknown.
        return _files.Problems.Count > 0 ? null : Book(new StrategyContext(bank, catalog, reasons, models, _form));
    }

    private StrategyBook? Book(StrategyContext context)
    {
        List<StrategySnapshot> strategies = Strategies(context, mayBeNone: IsGoverned() || _part == ContentPart.Base);
        // A rollout that names a strategy which could not be read would only report it as unknown.
        if (_files.Problems.Count > 0) return null;
        GovernancePolicy? policy = _files.Named("strategies", "governance.yaml").Where(file => file == "strategies/governance.yaml")
            .Select(file => _files.Read(file, (document, _) => GovernancePolicy.Read(document))).FirstOrDefault();
        if (_part == ContentPart.Base) return _files.Problems.Count > 0 ? null : new StrategyBook(context, _files.Manifest, _documents, strategies, null) { Policy = policy };
        IReadOnlyList<Rollout> rollouts = new RolloutLoader(_files, strategies).Load();
        return _files.Problems.Count > 0 ? null : new StrategyBook(context, _files.Manifest, _documents, strategies, rollouts) { Policy = policy };
    }

    // What governance says of the strategies is a part of the content that decides: every decision names it.
    private bool IsGoverned()
    {
        bool isGoverned = false;
        foreach (string file in _files.Named(GovernedList.Folder, GovernedList.Ending)) isGoverned |= _files.Bytes(file, GovernedList.MostBytes) is not null;
        return isGoverned;
    }

    private List<StrategySnapshot> Strategies(StrategyContext context, bool mayBeNone)
    {
        var strategies = new List<StrategySnapshot>();
        foreach (string file in _files.Named("strategies", ".strategy.yaml"))
        {
            StrategySnapshot? strategy = _files.Read(file, (document, sha256) => StrategyReader.Read(document, sha256, context));
            if (strategy is null) continue;
            if (strategies.Any(other => other.Id == strategy.Id && other.Version == strategy.Version))
                _files.Problem(file, $"version: strategy \"{strategy.Id}\" of version \"{strategy.Version}\" is written in another file too");
            strategies.Add(strategy);
        }
        if (strategies.Count == 0 && !mayBeNone && _files.Problems.Count == 0) _files.Problem("strategies", "holds no *.strategy.yaml: there is nothing to decide with");
        return strategies;
    }

    private T? Shared<T>(string kind, string id, Func<DocumentObject, T?> read) where T : class => _files.Read($"strategies/{id}.yaml", (document, sha256) =>
    {
        _documents.Add(new SharedDocument(kind, id, "", sha256));
        return read(document);
    });
}
