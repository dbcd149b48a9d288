using System.Xml.Linq;
using CreditDecision.Core.Governance;
using static CreditDecision.Cli.Printing.Show;

namespace CreditDecision.Cli.Governance.Dossiers.Pages;

/// <summary>What a reader looks for first: the card, who voted how, what was asked for, when it decided, and what was found.</summary>
internal static class SummaryPieces
{
    private static readonly Act[] Serving =
    [
        Act.RunAsShadow, Act.MakeChampion, Act.MakeChallenger, Act.RollBack, Act.Observe, Act.EndObservation, Act.ProposeSuspension, Act.ConfirmSuspension, Act.LiftSuspension, Act.Retire,
    ];

    public static IEnumerable<object?> Card(ThingLife life)
    {
        (Thing thing, Registration registered) = (life.Thing, life.Thing.Registration);
        BoundHashes hashes = registered.Hashes;
        yield return Page.Tag("h2", "Card");
        yield return Page.Facts(
            ("kind", Words(registered.Kind)), ("version of the document", registered.Label), ("slot", registered.Slot),
            ("state", LifePieces.Became(new Consequences(thing.State, thing.Mode, thing.Share, thing.Stage, thing.ApprovedUntil, [], [], [], false))),
            ("approved until", Page.Time(thing.ApprovedUntil)), ("developers", string.Join(", ", registered.Developers)), ("owners", string.Join(", ", registered.Owners)),
            ("registered by", thing.RegisteredBy), ("submitted by", thing.SubmittedBy), ("artifact, SHA-256", Hash(hashes.Artifact)),
            ("feature contract, SHA-256", Hash(hashes.FeatureContract)), ("calibration, SHA-256", Hash(hashes.Calibration)), ("cut-offs, SHA-256", Hash(hashes.CutOffs)));
        yield return Section("Models that it needs", Page.Table(["model", "artifact, SHA-256", "state"], registered.Models.Select(need => new object?[]
        {
            need.Key.ToString(), Hash(need.Artifact), life.Portfolio.Things.TryGetValue(need.Key, out Thing? model) ? Words(model.State) : "",
        })));
        yield return Section("Strategies that rest on it", Page.Table(["strategy", "state"], life.RestingOnIt.Select(other => new object?[]
        {
            other.Key.ToString(), LifePieces.Became(new Consequences(other.State, other.Mode, other.Share, 0, default, [], [], [], false)),
        })));
    }

    public static IEnumerable<object?> Review(ThingLife life)
    {
        yield return Section("Votes", Page.Table(["event", "stage", "voter", "roles", "opinion", "grounds"], Own(life, Act.Vote).Select(own => new object?[]
        {
            Link(own), own.Stage, own.Event.Who, string.Join(", ", own.Event.Roles.Select(Words)), Words(own.Said.Opinion), own.Said.Text,
        })));
        yield return Section("Kept out by a relation", Page.Table(["event", "person", "declared by", "why"], Own(life, Act.DeclareRelation).Select(own => new object?[]
        {
            Link(own), own.Said.Person, own.Event.Who, own.Said.Text,
        })));
        yield return Section("Conditions of the approval", Page.Table(["event", "condition", "due", "fulfilled by"], life.Thing.Conditions.Select(condition => new object?[]
        {
            condition.Number, condition.Text, Page.Time(condition.Due), condition.FulfilledBy.Length > 0 ? condition.FulfilledBy : "open",
        })));
    }

    public static IEnumerable<object?> Service(ThingLife life)
    {
        bool Serves(LifeEvent own) => Serving.Contains(own.Act) || own.Event.Command.Thing != life.Key || own.Event.Consequences.Became != (own.Before?.State ?? LifeState.Draft);
        yield return Section("States, service and its end", Page.Table(["event", "at", "what", "by", "it was then"], life.Own.Where(Serves).Select(own => new object?[]
        {
            Link(own), Page.Time(own.Event.At), LifePieces.Did(own) + (own.Event.Command.Thing == life.Key ? "" : $" of {own.Event.Command.Thing}"), own.Event.Who, After(life, own),
        })));
        yield return Section("Findings", Page.Table(["event", "level", "owner", "due", "what", "steps", "outcome"], Own(life, Act.OpenFinding).Select(own => Finding(life, own))));
    }

    private static object?[] Finding(ThingLife life, LifeEvent own)
    {
        Finding found = life.Thing.Findings.First(finding => finding.Number == own.Event.Number);
        object?[] steps = [.. Own(life, Act.NoteFinding).Where(step => step.Said.Reference == found.Number)
            .Select(step => Page.Tag("div", $"{Page.Time(step.Event.At)} {step.Event.Who}: {step.Said.Text}"))];
        return [Link(own), found.Breach ? "breach" : "warning", found.Owner, Page.Time(found.Due), own.Said.Text, steps, found.IsOpen ? "open" : $"{found.Outcome} (closed by {found.ClosedBy})"];
    }

    // Of another thing's event: what that one did to this.
    private static string After(ThingLife life, LifeEvent own)
    {
        Consequences effect = own.Event.Consequences;
        if (own.Event.Command.Thing == life.Key) return LifePieces.Became(effect);
        if (effect.StoodDown.Contains(life.Key)) return "approved, deciding no more";
        return effect.Stopped.Contains(life.Key) ? "suspended" : "champion";
    }

    private static IEnumerable<LifeEvent> Own(ThingLife life, Act act) => life.Own.Where(own => own.Act == act && own.Event.Command.Thing == life.Key);

    private static XElement Link(LifeEvent own) => Page.Tag("a", new XAttribute("href", $"#event-{own.Event.Number}"), $"{own.Event.Number}");

    private static object[]? Section(string title, XElement? table) => table is null ? null : [Page.Tag("h2", title), table];

    private static XElement? Hash(Core.Audit.Digest digest) => digest == default ? null : Page.Hash(digest.ToString());
}
