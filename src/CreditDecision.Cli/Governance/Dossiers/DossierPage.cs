using CreditDecision.Cli.Governance.Dossiers.Pages;
using CreditDecision.Core.Governance;
using static CreditDecision.Cli.Printing.Show;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>The dossier as one page: equal dossiers have equal pages.</summary>
internal static class DossierPage
{
    /// <exception cref="FormatException">The chain is no log of the thing.</exception>
    public static string Write(Dossier dossier)
    {
        var life = ThingLife.Of(dossier);
        string title = $"Dossier of the {Words(life.Thing.Registration.Kind)} {dossier.Thing}";
        return Page.Write(title,
        [
            Page.Tag("h1", title),
            Page.Tag("p", $"As of event {life.Log.Length} of the log, {Page.Time(life.Log[^1].At)}, digest ", Page.Hash(dossier.Head.ToString()), ". Times are Beijing's."),
            SummaryPieces.Card(life), SummaryPieces.Review(life), SummaryPieces.Service(life),
            Page.Tag("h2", "Its life, in order of time"),
            dossier.ReportsMissing.Length > 0 ? Page.Tag("p", $"Without monitoring reports: {dossier.ReportsMissing}") : null,
            LifePieces.Of(dossier, life),
            Page.Tag("h2", "Policies of governance that it was decided by"),
            life.Own.Select(own => own.Event.Policy).Distinct().Select(policy => new object?[]
            {
                Page.Tag("p", "SHA-256 ", Page.Hash(policy.ToString())), dossier.Find(policy) is { } held ? DocumentPieces.Policy(GovernancePolicy.Read(held.Content)) : null,
            }),
            Proof(dossier, life),
        ]);
    }

    private static IEnumerable<object?> Proof(Dossier dossier, ThingLife life)
    {
        HashSet<long> own = [.. life.Own.Select(each => each.Event.Number)];
        yield return Page.Tag("h2", "Proof");
        yield return Page.Tag("p", "Every digest is SHA-256 over the digest before it and the event's canonical bytes, which the dossier's JSON file holds for all events, these and those of other things. "
            + "creditctl governance verify-dossier computes them anew, decides every event again by its policy, and compares every document with the hash that its event names. "
            + "That the log is the one that the service kept is shown by comparing the last digest with one that was kept elsewhere.");
        yield return Page.Table(["event", "at", "thing", "act", "digest"], life.Log.Select((next, place) => new object?[]
        {
            own.Contains(next.Number) ? Page.Class("own") : null, $"{next.Number}", Page.Time(next.At), next.Command.Thing.ToString(), Words(next.Command.Act), Page.Hash(dossier.Chain[place].Digest.ToString()),
        }));
    }
}
