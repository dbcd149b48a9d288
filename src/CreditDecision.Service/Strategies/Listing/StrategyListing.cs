using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Service.Strategies.Contents;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Strategies.Listing;

/// <summary>From books to the answers that show them.</summary>
internal static class StrategyListing
{
    public static Wire.ServedContent ToWire(ServedContent served)
    {
        var wire = new Wire.ServedContent
        {
            Sha256 = served.Sha256,
            Since = served.Since.ToTimestamp(),
            RequestedBy = served.By,
            ReplacedSha256 = served.Replaced ?? "",
        };
        wire.Strategies.Add(InOrder(served.Book.Strategies).Select(ToWire));
        wire.Documents.Add(served.Book.Documents.Select(document =>
            new Wire.Artifact { Id = document.Id, Version = document.Version, Sha256 = document.Sha256, Kind = document.Kind }));
        return wire;
    }

    /// <param name="product">Empty for all.</param>
    public static Wire.ListStrategiesResponse Strategies(StrategyBook book, string product)
    {
        var response = new Wire.ListStrategiesResponse { ContentSha256 = book.Content.Sha256 };
        foreach (Rollout rollout in book.Rollouts.OrderBy(rollout => rollout.Product, StringComparer.Ordinal))
            if (product.Length == 0 || rollout.Product == product) response.Strategies.Add(Of(rollout, book.Strategies));
        return response;
    }

    private static IEnumerable<Wire.LoadedStrategy> Of(Rollout rollout, IEnumerable<StrategySnapshot> loaded)
    {
        foreach (RolloutArm arm in rollout.Arms)
        {
            Wire.LoadedStrategy deciding = Idle(arm.Strategy, rollout);
            // Both enums have the same numbers.
            deciding.Role = (Wire.StrategyRole)arm.Role;
            deciding.ShareBps = arm.ShareBps;
            deciding.FirstBucket = arm.FirstBucket;
            yield return deciding;
        }
        foreach (StrategySnapshot strategy in InOrder(loaded))
            if (strategy.Product.Code == rollout.Product && rollout.Arms.All(arm => arm.Strategy != strategy)) yield return Idle(strategy, rollout);
    }

    private static Wire.LoadedStrategy Idle(StrategySnapshot strategy, Rollout rollout) =>
        new() { Strategy = ToWire(strategy), Product = strategy.Product.Code, Shadow = rollout.Shadows.Contains(strategy) };

    private static IEnumerable<StrategySnapshot> InOrder(IEnumerable<StrategySnapshot> strategies) =>
        strategies.OrderBy(strategy => strategy.Id, StringComparer.Ordinal).ThenBy(strategy => strategy.Version, StringComparer.Ordinal);

    private static Wire.Artifact ToWire(StrategySnapshot strategy) =>
        new() { Id = strategy.Id, Version = strategy.Version, Sha256 = strategy.Sha256, Kind = "strategy" };
}
