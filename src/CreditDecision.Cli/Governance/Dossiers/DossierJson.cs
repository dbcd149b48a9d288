using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>A dossier as one file. Equal dossiers have equal files: there is no clock in it, its moment is the last event of its chain.</summary>
internal static class DossierJson
{
    private const string Form = "creditdecision dossier 1";

    private const string Reading =
        "chain holds every event of the log, first to last: digest = SHA-256(digest of the event before, 32 zero bytes before the first, followed by the canonical bytes). " +
        "documents holds what the events name: sha256 = SHA-256 of content_base64's bytes, or of text as UTF-8. card and life say in words what the canonical bytes say. " +
        "Compare the last digest with one that was kept elsewhere; creditctl governance verify-dossier does all of this.";

    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <exception cref="FormatException">The chain is no log of the thing.</exception>
    public static JsonObject Write(Dossier dossier)
    {
        var life = ThingLife.Of(dossier);
        return new JsonObject
        {
            ["form"] = Form, ["thing"] = dossier.Thing.ToString(), ["how_to_check"] = Reading, ["card"] = LifeJson.Card(life), ["life"] = LifeJson.Events(life),
            ["monitoring"] = new JsonObject
            {
                ["missing"] = dossier.ReportsMissing,
                ["reports"] = new JsonArray([.. dossier.Reports.Select(one => (JsonNode)new JsonObject { ["number"] = one.Number, ["sha256"] = one.Sha256.ToString(), ["document"] = one.Document })]),
            },
            ["documents"] = new JsonArray([.. dossier.Documents.Select(Document)]),
            ["chain"] = new JsonArray([.. dossier.Chain.Select((link, place) => (JsonNode)new JsonObject
            {
                ["number"] = place + 1, ["canonical"] = Convert.ToBase64String(link.Canonical), ["digest"] = link.Digest.ToString(),
            })]),
        };
    }

    public static string Text(JsonNode json) => JsonOutput.Text(json).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";

    /// <param name="json">The same as it was read, to compare with what its parts say.</param>
    /// <exception cref="FormatException">It is no dossier.</exception>
    public static Dossier Read(byte[] file, out JsonObject json)
    {
        try
        {
            var root = JsonNode.Parse(Utf8.GetString(file), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!.AsObject();
            if (Said(root, "form") != Form) throw new FormatException($"its form is not \"{Form}\"");
            json = root;
            JsonObject monitoring = root["monitoring"]!.AsObject();
            return new Dossier(
                KeyOf(Said(root, "thing")),
                Items(root, "chain").Select((link, _) => new EventLink(Convert.FromBase64String(Said(link, "canonical")), DigestOf(link, "digest"))).ToArray(),
                Items(root, "documents").Select(Document).ToArray(),
                Items(monitoring, "reports").Select(one => new HeldReport((long)one["number"]!, DigestOf(one, "sha256"), Said(one, "document"))).ToArray(),
                Said(monitoring, "missing"));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or DecoderFallbackException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    private static JsonNode Document(HeldDocument held)
    {
        JsonObject json = new() { ["sha256"] = held.Sha256.ToString(), ["kind"] = held.Kind, ["media_type"] = held.MediaType };
        // Readable where the text gives back the very bytes.
        if (TextOf(held) is { } text) json["text"] = text;
        else json["content_base64"] = Convert.ToBase64String(held.Content);
        return json;
    }

    private static HeldDocument Document(JsonObject json) => new(
        DigestOf(json, "sha256"), (int)json["kind"]!, Said(json, "media_type"),
        json["text"] is { } text ? Utf8.GetBytes((string)text!) : Convert.FromBase64String(Said(json, "content_base64")));

    /// <returns>Null for what is no text.</returns>
    public static string? TextOf(HeldDocument held)
    {
        if (!held.MediaType.StartsWith("text/", StringComparison.Ordinal) && held.MediaType is not ("application/json" or "application/yaml")) return null;
        try
        {
            return Utf8.GetString(held.Content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject json, string name) => json[name]!.AsArray().Select(item => item!.AsObject());

    private static string Said(JsonObject json, string name) => (string?)json[name] ?? throw new FormatException($"it has no {name}");

    private static Digest DigestOf(JsonObject json, string name) => new(Convert.FromHexString(Said(json, name)));

    private static ThingKey KeyOf(string text)
    {
        V1.ThingKey key = ThingArgument.Parse(text, false, problem => throw new FormatException(problem))!;
        return new ThingKey(key.Id, key.Version);
    }
}
