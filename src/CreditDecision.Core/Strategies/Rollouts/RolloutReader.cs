using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies.Rollouts;

/// <summary>Reads a rollout document against the strategies that are loaded, or reports everything that is wrong with it.</summary>
public sealed class RolloutReader
{
    // More arms than these leave none of them enough borrowers to tell anything; more shadows cost more than the decisions themselves.
    private const int MostChallengers = 16;
    private const int MostShadows = 32;

    // Long enough for a sentence's worth of name, short enough for the stack.
    private const int LongestSalt = 128;

    private readonly IReadOnlyCollection<StrategySnapshot> _loaded;
    private readonly string _product;

    private RolloutReader(string product, IReadOnlyCollection<StrategySnapshot> loaded) => (_product, _loaded) = (product, loaded);

    /// <summary>
    /// Reads <c>{ product, salt, champion: { id, version }, challengers?: [{ id, version, share_bps }], shadows?: [{ id, version }] }</c>.
    /// </summary>
    /// <param name="loaded">Of every product; ids with versions are unique.</param>
    /// <returns>Null when the document has errors.</returns>
    public static Rollout? Read(DocumentObject document, IReadOnlyCollection<StrategySnapshot> loaded)
    {
        string product = document.Text("product", 64);
        string salt = document.Text("salt", LongestSalt);
        var reader = new RolloutReader(product, loaded);
        DocumentObject champion = document.Child("champion");
        StrategySnapshot? first = reader.Strategy(champion, []);
        champion.Close();
        List<StrategySnapshot> arms = first is null ? [] : [first];
        IReadOnlyList<(StrategySnapshot, int)> challengers = reader.Challengers(document, arms);
        IReadOnlyList<StrategySnapshot> shadows = reader.Shadows(document);
        document.Close();
        return document.Errors.Any ? null : new Rollout(product, salt, first!, challengers, shadows);
    }

    /// <param name="arms">Those before; each strategy is added, since no borrower can be in two arms.</param>
    private List<(StrategySnapshot, int)> Challengers(DocumentObject document, List<StrategySnapshot> arms)
    {
        var challengers = new List<(StrategySnapshot, int)>();
        long given = 0;
        foreach (DocumentObject item in document.Children("challengers", MostChallengers, optional: true))
        {
            StrategySnapshot? strategy = Strategy(item, arms);
            int share = item.Whole("share_bps", 0, Rollout.Buckets);
            if (share == 0 && !item.Errors.All.Any(error => error.Path == $"{item.Path}.share_bps"))
                item.Fail("share_bps", "is 0, so it would decide nothing: leave the challenger out, or make it a shadow");
            given += share;
            item.Close();
            if (strategy is null) continue;
            arms.Add(strategy);
            challengers.Add((strategy, share));
        }
        if (given > Rollout.Buckets)
            document.Fail("challengers", $"have shares that sum to {given} bp, which is more than all borrowers ({Rollout.Buckets} bp)");
        return challengers;
    }

    // A shadow may be an arm too: what the champion would have said is worth knowing where a challenger decided.
    private List<StrategySnapshot> Shadows(DocumentObject document)
    {
        var shadows = new List<StrategySnapshot>();
        foreach (DocumentObject item in document.Children("shadows", MostShadows, optional: true))
        {
            if (Strategy(item, shadows) is { } strategy) shadows.Add(strategy);
            item.Close();
        }
        return shadows;
    }

    private StrategySnapshot? Strategy(DocumentObject item, List<StrategySnapshot> before)
    {
        string id = item.Text("id", 64), version = item.Text("version", 64);
        if (id.Length == 0 || version.Length == 0) return null;
        StrategySnapshot? found = _loaded.FirstOrDefault(strategy => strategy.Id == id && strategy.Version == version);
        if (found is null) item.Fail("", $"no strategy \"{id}\" of version \"{version}\" is loaded; of this product are {OfProduct()}");
        else if (found.Product.Code != _product) item.Fail("", $"strategy \"{id}\" of version \"{version}\" decides the product \"{found.Product.Code}\", not \"{_product}\"");
        else if (before.Contains(found)) item.Fail("", $"strategy \"{id}\" of version \"{version}\" is named before already");
        else return found;
        return null;
    }

    private string OfProduct()
    {
        string[] names = [.. _loaded.Where(strategy => strategy.Product.Code == _product).Select(strategy => $"\"{strategy.Id}\" {strategy.Version}").Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }
}
