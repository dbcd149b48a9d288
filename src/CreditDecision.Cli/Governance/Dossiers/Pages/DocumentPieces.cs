using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers.Pages;

/// <summary>Documents that events name, as people read them.</summary>
internal static class DocumentPieces
{
    public static IEnumerable<object?> Of(HeldDocument held)
    {
        yield return Page.Tag("p", Page.Class("quiet"), $"{held.MediaType}, {held.Content.Length} bytes, SHA-256 ", Page.Hash(held.Sha256.ToString()));
        if (DossierJson.TextOf(held) is not { } text) yield return Download(held);
        else if (held.MediaType == "text/html") yield return Page.Frame(text);
        else if (held.Kind == HeldDocument.ContentList) yield return Page.Folded("Files of the content", Page.Tag("pre", text));
        else if (held.MediaType == "application/json") yield return Json(text);
        else yield return Page.Tag("pre", text);
    }

    public static XElement Policy(GovernancePolicy policy) => Page.Tag(
        "div",
        Page.Facts(
            ("approval lasts", $"{policy.ApprovalLasts.TotalDays.ToString("0.##", CultureInfo.InvariantCulture)} days"),
            ("all challengers together", Printing.Show.Bps(policy.ChallengersShare.Value)),
            ("open breaches to observe", policy.BreachesToObserve), ("open breaches to suspend", policy.BreachesToSuspend)),
        Page.Table(["stage", "voters", "quorum", "majority"], policy.Stages.Select(stage => new object?[]
        {
            stage.Name, string.Join(", ", stage.Voters.Order().Select(SnakeCase.Of)), stage.Quorum, Printing.Show.Bps(stage.Majority.Value),
        })));

    private static object Json(string text)
    {
        XElement whole = Page.Folded("All of its figures (JSON)", Page.Tag("pre", text));
        return Checks(text) is { } checks ? new object[] { checks, whole } : whole;
    }

    // Reports of development and conformity tests alike.
    private static XElement? Checks(string text)
    {
        try
        {
            using var report = JsonDocument.Parse(text);
            return report.RootElement.ValueKind == JsonValueKind.Object && report.RootElement.TryGetProperty("checks", out JsonElement checks) && checks.ValueKind == JsonValueKind.Array
                ? Page.Table(["check", "value", "bound", "at", "verdict"], checks.EnumerateArray().Where(check => check.ValueKind == JsonValueKind.Object).Select(Check).ToArray())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object?[] Check(JsonElement check)
    {
        string Said(string name) => check.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
        string sign = Said("kind") switch { "at_least" => "≥ ", "at_most" => "≤ ", _ => "" };
        bool passed = Said("passed") == bool.TrueString;
        return [passed ? null : Page.Class("failed"), Said("name"), Said("value"), sign + Said("bound"), Said("at").Length > 0 ? Said("at") : Said("text"), passed ? "passed" : "failed"];
    }

    private static XElement Download(HeldDocument held) => Page.Tag(
        "p", Page.Tag("a", new XAttribute("download", held.Sha256.ToString()), new XAttribute("href", $"data:{held.MediaType};base64,{Convert.ToBase64String(held.Content)}"), "the document"));
}
