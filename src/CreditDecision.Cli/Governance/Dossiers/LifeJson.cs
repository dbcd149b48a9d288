using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>What a thing's log says, as JSON for readers who do not decode canonical bytes. What an event does not say is left out.</summary>
internal static class LifeJson
{
    public static JsonObject Card(ThingLife life)
    {
        (Thing thing, Registration registered) = (life.Thing, life.Thing.Registration);
        JsonObject card = new()
        {
            ["thing"] = thing.Key.ToString(), ["kind"] = SnakeCase.Of(registered.Kind), ["label"] = registered.Label, ["slot"] = registered.Slot, ["hashes"] = Hashes(registered.Hashes),
            ["developers"] = Texts(registered.Developers), ["owners"] = Texts(registered.Owners), ["registered_by"] = thing.RegisteredBy, ["submitted_by"] = thing.SubmittedBy,
            ["models"] = new JsonArray([.. registered.Models.Select(need => (JsonNode)new JsonObject
            {
                ["thing"] = need.Key.ToString(), ["artifact_sha256"] = need.Artifact.ToString(),
                ["state"] = life.Portfolio.Things.TryGetValue(need.Key, out Thing? model) ? SnakeCase.Of(model.State) : "",
            })]),
            ["rest_on_it"] = new JsonArray([.. life.RestingOnIt.Select(other => (JsonNode)new JsonObject { ["thing"] = other.Key.ToString(), ["state"] = SnakeCase.Of(other.State) })]),
            ["state"] = SnakeCase.Of(thing.State),
            ["kept_out"] = Texts(thing.Related.Order(StringComparer.Ordinal)),
            ["conditions"] = new JsonArray([.. thing.Conditions.Select(one => (JsonNode)new JsonObject
            {
                ["number"] = one.Number, ["text"] = one.Text, ["due"] = At(one.Due), ["fulfilled_by"] = one.FulfilledBy,
            })]),
            ["findings"] = new JsonArray([.. thing.Findings.Select(one => (JsonNode)new JsonObject
            {
                ["number"] = one.Number, ["level"] = one.Breach ? "breach" : "warning", ["owner"] = one.Owner, ["due"] = At(one.Due), ["outcome"] = one.Outcome, ["closed_by"] = one.ClosedBy,
            })]),
        };
        if (thing.Mode != ServingMode.Unspecified) card["mode"] = SnakeCase.Of(thing.Mode);
        if (thing.Share.Value != 0) card["share_bps"] = thing.Share.Value;
        if (thing.ApprovedUntil != default) card["approved_until"] = At(thing.ApprovedUntil);
        return card;
    }

    public static JsonArray Events(ThingLife life) => [.. life.Own.Select(own => (JsonNode)Event(own))];

    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Event(LifeEvent own)
    {
        (GovernanceEvent next, Consequences effect) = (own.Event, own.Event.Consequences);
        JsonObject json = new()
        {
            ["number"] = next.Number, ["at"] = At(next.At), ["who"] = next.Who, ["roles"] = Texts(next.Roles.Select(SnakeCase.Of)), ["act"] = SnakeCase.Of(own.Act),
            ["thing"] = next.Command.Thing.ToString(), ["artifact_sha256"] = next.Command.Hashes.Artifact.ToString(),
        };
        Said(json, own);
        if (own.Stage.Length > 0) json["stage"] = own.Stage;
        json["became"] = SnakeCase.Of(effect.Became);
        if (effect.Mode != ServingMode.Unspecified) json["mode"] = SnakeCase.Of(effect.Mode);
        if (effect.Share.Value != 0) json["share_bps"] = effect.Share.Value;
        if (effect.ApprovedUntil != default) json["approved_until"] = At(effect.ApprovedUntil);
        Things(json, "stood_down", effect.StoodDown);
        Things(json, "stopped", effect.Stopped);
        Things(json, "successors", effect.Successors);
        json["governance_policy_sha256"] = next.Policy.ToString();
        json["digest"] = own.Digest.ToString();
        return json;
    }

    private static void Said(JsonObject json, LifeEvent own)
    {
        Particulars said = own.Said;
        if (said.Text.Length > 0) json["text"] = said.Text;
        if (own.Act is Act.ReportTest or Act.Validate) json["passed"] = said.Passed;
        if (own.Act is Act.OpenFinding) json["level"] = said.Passed ? "warning" : "breach";
        if (said.Opinion != Opinion.Unspecified) json["opinion"] = SnakeCase.Of(said.Opinion);
        if (said.Due != default) json["due"] = At(said.Due);
        if (said.Person.Length > 0) json["person"] = said.Person;
        if (said.Reference != 0) json["reference"] = said.Reference;
        Things(json, "fallbacks", said.Fallbacks);
        foreach ((string name, Digest named) in new[] { ("document_sha256", said.Document), ("page_sha256", said.Page), ("test_policy_sha256", said.Policy) })
            if (named != default) json[name] = named.ToString();
    }

    private static JsonObject Hashes(BoundHashes hashes)
    {
        var json = new JsonObject();
        foreach ((string name, Digest hash) in new[] { ("artifact", hashes.Artifact), ("feature_contract", hashes.FeatureContract), ("calibration", hashes.Calibration), ("cut_offs", hashes.CutOffs) })
            if (hash != default) json[$"{name}_sha256"] = hash.ToString();
        return json;
    }

    private static void Things(JsonObject json, string name, ImmutableArray<ThingKey> things)
    {
        if (!things.IsEmpty) json[name] = Texts(things.Select(thing => thing.ToString()));
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
