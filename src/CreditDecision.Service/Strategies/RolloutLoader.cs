using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;

namespace CreditDecision.Service.Strategies;

/// <summary>Reads the rollouts of a content folder and sees that every product knows which strategy decides it.</summary>
internal sealed class RolloutLoader(ContentFiles files, IReadOnlyCollection<StrategySnapshot> strategies)
{
    private const string Folder = "strategies";

    private readonly Dictionary<string, Rollout> _rollouts = new(StringComparer.Ordinal);

    /// <returns>Not whole when the files have problems.</returns>
    public IReadOnlyList<Rollout> Load()
    {
        foreach (string file in files.Named(Folder, ".rollout.yaml"))
        {
            Rollout? rollout = files.Read(file, (document, _) => RolloutReader.Read(document, strategies));
            if (rollout is not null && !_rollouts.TryAdd(rollout.Product, rollout))
                files.Problem(file, $"product: \"{rollout.Product}\" has another rollout too");
        }
        // Which product a broken rollout was for is not known, so what is missing could not be told from it.
        if (files.Problems.Count == 0) SayWhichAreUndecided();
        return [.. _rollouts.Values];
    }

    private void SayWhichAreUndecided()
    {
        foreach (IGrouping<string, StrategySnapshot> product in strategies.GroupBy(strategy => strategy.Product.Code))
            if (product.Count() > 1 && !_rollouts.ContainsKey(product.Key))
                files.Problem(Folder, $"product \"{product.Key}\" has several strategies ({Names(product)}) and no *.rollout.yaml that says which of them decides");
    }

    private static string Names(IEnumerable<StrategySnapshot> strategies) =>
        string.Join(", ", strategies.Select(strategy => $"\"{strategy.Id}\" {strategy.Version}").Order(StringComparer.Ordinal));
}
