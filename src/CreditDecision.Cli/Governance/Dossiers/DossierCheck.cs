using System.Text;
using System.Text.Json.Nodes;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>Finds what is wrong with a dossier from its own bytes: chain, rules, documents, and what it says in words.</summary>
internal static class DossierCheck
{
    /// <param name="json">As it was read.</param>
    /// <param name="head">Digest that the last event must have, from elsewhere; null where none was given.</param>
    public static IReadOnlyList<string> Problems(Dossier dossier, JsonObject json, Digest? head)
    {
        List<string> problems = [.. Chain(dossier.Chain)];
        // Bytes that are not those of the log say nothing about a life.
        if (problems.Count == 0) problems.AddRange(Life(dossier, json));
        problems.AddRange(dossier.Documents.Where(held => Digest.Of(held.Content) != held.Sha256).Select(held => $"document {held.Sha256}: its content has the hash {Digest.Of(held.Content)}"));
        foreach (HeldReport report in dossier.Reports)
            if (Digest.Of(Encoding.UTF8.GetBytes(report.Document)) != report.Sha256) problems.Add($"monitoring report {report.Number}: its content does not have the hash {report.Sha256}");
        if (head is { } wanted && dossier.Chain.Count > 0 && dossier.Head != wanted) problems.Add($"chain: the last event has the digest {dossier.Head}, not {wanted}");
        return problems;
    }

    /// <summary>SHA-256 over each digest and the next event's bytes, from the first event to the last.</summary>
    public static IEnumerable<string> Chain(IReadOnlyList<EventLink> chain)
    {
        if (chain.Count == 0) yield return "chain: it has no events";
        Digest before = default;
        long number = 0;
        foreach (EventLink link in chain)
        {
            number++;
            Digest computed = EventBytes.Chain(before, link.Canonical);
            if (computed != link.Digest) yield return $"event {number}: its bytes give the digest {computed}, not {link.Digest}";
            before = link.Digest;
        }
    }

    private static IEnumerable<string> Life(Dossier dossier, JsonObject json)
    {
        try
        {
            var life = ThingLife.Of(dossier);
            return [.. Rules(dossier), .. Documents(dossier, life), .. Words(DossierJson.Write(dossier), json)];
        }
        catch (FormatException problem)
        {
            return [$"chain: {problem.Message}"];
        }
    }

    // Every event decided again by the policy that it names.
    private static IEnumerable<string> Rules(Dossier dossier)
    {
        var check = new GovernanceCheck((_, _) => true, named => dossier.Find(named)?.Content);
        Digest before = default;
        long number = 0;
        foreach (EventLink link in dossier.Chain)
        {
            foreach (AuditFinding finding in check.Add(new StoredGovernanceEvent(++number, link.Canonical, before, link.Digest, default))) yield return $"event {finding.Place}: {finding.Detail}";
            before = link.Digest;
        }
    }

    private static IEnumerable<string> Documents(Dossier dossier, ThingLife life)
    {
        HashSet<Digest> named = [.. ThingLife.Named(life.Log, life.Key)], held = [.. dossier.Documents.Select(document => document.Sha256)];
        foreach (GovernanceEvent next in life.Own.Select(own => own.Event))
            foreach (Digest missing in ThingLife.NamedBy(next).Where(sha256 => !held.Contains(sha256))) yield return $"event {next.Number}: the document {missing} that it names is not here";
        foreach (Digest stray in held.Where(sha256 => !named.Contains(sha256))) yield return $"document {stray}: no event names it";
    }

    private static IEnumerable<string> Words(JsonObject made, JsonObject read) =>
        made.Select(part => part.Key).Union(read.Select(part => part.Key)).Where(name => !AreSame(made[name], read[name])).Select(name => $"{name}: does not say what the chain and the documents say");

    private static bool AreSame(JsonNode? made, JsonNode? read)
    {
        try
        {
            return JsonNode.DeepEquals(made, read);
        }
        catch (InvalidOperationException)
        {
            // A text with half a character is none that was written.
            return false;
        }
    }
}
