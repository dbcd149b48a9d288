using System.Text;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;

namespace CreditDecision.Service.Governance;

/// <summary>
/// What may decide: of a content, the strategies that governance put in force, as the rollouts that governance says, and nothing else. It is a
/// content of its own, so decisions, replays and replicas need not know of governance. Made from its three parts alone: every replica makes the same.
/// </summary>
internal sealed class GovernedContent
{
    private const string Strategies = "strategies/", StrategyEnding = ".strategy.yaml";

    private readonly StrategyBook _base;
    private readonly Portfolio _portfolio;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, byte[]> _files;

    // What is in force, in the order of the slots.
    private readonly StringBuilder _list = new();

    private GovernedContent(StrategyBook folder, Portfolio portfolio)
    {
        (_base, _portfolio) = (folder, portfolio);
        // Models that no strategy in force names do no harm, and may be looked at.
        _files = folder.Content.Files.Where(file => !file.Name.EndsWith(StrategyEnding, StringComparison.Ordinal) && !file.Name.EndsWith(".rollout.yaml", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => file.Bytes.ToArray(), StringComparer.Ordinal);
    }

    /// <param name="folder">As <see cref="ContentPart.Base"/> reads it.</param>
    /// <param name="problems">Everything in force that the content does not hold as it was approved; then nothing is made.</param>
    public static HeldContent? Of(StrategyBook folder, Portfolio portfolio, out IReadOnlyList<string> problems)
    {
        var made = new GovernedContent(folder, portfolio);
        made.Make();
        problems = made._problems;
        return made._problems.Count == 0 ? new HeldContent("governed content", made._files) : null;
    }

    /// <summary>What of a portfolio is in force: where two are alike, what may decide is.</summary>
    public static IEnumerable<(ThingKey, ServingMode, int)> InForce(Portfolio portfolio) => portfolio.Things.Values
        .Where(IsInForce).OrderBy(thing => thing.Key.ToString(), StringComparer.Ordinal).Select(thing => (thing.Key, thing.Mode, thing.Share.Value));

    private void Make()
    {
        CheckCatalog();
        foreach (IGrouping<string, Thing> slot in InForce(ThingKind.Strategy).GroupBy(thing => thing.Registration.Slot).OrderBy(slot => slot.Key, StringComparer.Ordinal))
            Add(slot.Key, [.. slot]);
        _files[GovernedList.File] = Encoding.UTF8.GetBytes(_list.ToString());
    }

    // A strategy is only what it is with the features that it was approved with; which those are its contract says. The catalog itself is approved
    // as well, so that a new feature is not used by a way around.
    private void CheckCatalog()
    {
        DescribedThing? catalog = DescribedThing.Find(_base, ThingKind.FeatureCatalog, "features", "");
        Thing[] approved = [.. InForce(ThingKind.FeatureCatalog)];
        Thing? found = approved.FirstOrDefault(thing => thing.Registration.Hashes == catalog?.Hashes);
        if (found is not null) Say(found);
        else if (InForce(ThingKind.Strategy).Any()) _problems.Add($"{Strategies}features.yaml: is not a feature catalog in force; in force {(approved.Length == 0 ? "is none" : $"are {Names(approved)}")}");
    }

    private void Add(string product, IReadOnlyList<Thing> things)
    {
        // Challengers and shadows of nobody decide nothing: their product is not served.
        if (things.FirstOrDefault(thing => thing.Mode == ServingMode.Champion) is not { } champion) return;
        var found = new Dictionary<ThingKey, (string Id, string Version)>();
        foreach (Thing thing in things)
            if (Take(thing) is { } strategy) found[thing.Key] = strategy;
        if (found.Count < things.Count) return;
        Thing[] challengers = [.. things.Where(thing => thing.Mode == ServingMode.Challenger)], shadows = [.. things.Where(thing => thing.State == LifeState.Shadow)];
        if (challengers.Length + shadows.Length == 0) return;
        var rollout = new StringBuilder($"product: {Quoted(product)}\nsalt: {Quoted($"governance/{product}")}\nchampion: {{ {Named(champion)} }}\n");
        if (challengers.Length > 0) rollout.Append("challengers:\n").AppendJoin("", challengers.Select(thing => $"  - {{ {Named(thing)}, share_bps: {thing.Share.Value} }}\n"));
        if (shadows.Length > 0) rollout.Append("shadows:\n").AppendJoin("", shadows.Select(thing => $"  - {{ {Named(thing)} }}\n"));
        _files[$"{Strategies}{product}.rollout.yaml"] = Encoding.UTF8.GetBytes(rollout.ToString());

        string Named(Thing thing) => $"id: {Quoted(found[thing.Key].Id)}, version: {Quoted(found[thing.Key].Version)}";
    }

    /// <returns>Null with a problem when the content does not hold it as it was approved.</returns>
    private (string Id, string Version)? Take(Thing thing)
    {
        DescribedThing? held = DescribedThing.Find(_base, ThingKind.Strategy, thing.Key.Id, thing.Registration.Label);
        if (held is null) return Problem(thing, "the content has no strategy of this id and version");
        if (held.Hashes != thing.Registration.Hashes) return Problem(thing, $"the content has another one of this id and version: {Difference(held.Hashes, thing.Registration.Hashes)}");
        if (held.Slot != thing.Registration.Slot) return Problem(thing, $"the content has it for the product {held.Slot}");
        // That its models are the approved ones its calibration hash says; that they still are approved, the log does: it stops what rests on others.
        ContentFile file = _base.Content.Files.First(file => file.Sha256 == thing.Registration.Hashes.Artifact.ToString());
        _files[file.Name] = file.Bytes.ToArray();
        Say(thing);
        return (held.Id, held.Label);
    }

    private IEnumerable<Thing> InForce(ThingKind kind) => _portfolio.Things.Values
        .Where(thing => thing.Registration.Kind == kind && IsInForce(thing))
        .OrderBy(thing => thing.Key.Id, StringComparer.Ordinal).ThenBy(thing => thing.Key.Version);

    // A new catalog must be in the content before it can become champion, so an approved one may be used.
    private static bool IsInForce(Thing thing) => thing.Serves || thing.State == LifeState.Shadow
        || (thing.Registration.Kind == ThingKind.FeatureCatalog && thing.State is (LifeState.Approved or LifeState.ApprovedWithConditions));

    private void Say(Thing thing) => _list.Append(
        $"{thing.Registration.Kind} {thing.Key} {(thing.Serves ? thing.Mode.ToString() : thing.State.ToString())} {thing.Share.Value} {thing.Registration.Hashes.Artifact} {string.Join(',', thing.Registration.Models.Select(need => need.Key))}\n");

    private (string, string)? Problem(Thing thing, string problem)
    {
        _problems.Add($"strategies: {thing.Key} (version {thing.Registration.Label}) is in force, and {problem}");
        return null;
    }

    private static string Difference(BoundHashes held, BoundHashes approved) => string.Join(", ",
        new[]
        {
            held.Artifact != approved.Artifact ? $"its document is {held.Artifact} instead of {approved.Artifact}" : "",
            held.FeatureContract != approved.FeatureContract ? "features that it reads are defined differently" : "",
            held.Calibration != approved.Calibration ? "a model that it names, or a model's calibration, is another one" : "",
            held.CutOffs != approved.CutOffs ? "its cut-offs are other ones" : "",
        }.Where(part => part.Length > 0));

    private static string Names(IEnumerable<Thing> things) => string.Join(", ", things.Select(thing => thing.Key));

    // JSON's strings are YAML's.
    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
