using System.Xml.Linq;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.V1;
using Google.Protobuf;
using static CreditDecision.Cli.Printing.Show;
using Act = CreditDecision.Core.Governance.Act;
using LifeState = CreditDecision.Core.Governance.LifeState;
using Opinion = CreditDecision.Core.Governance.Opinion;
using ServingMode = CreditDecision.Core.Governance.ServingMode;
using ThingKey = CreditDecision.Core.Governance.ThingKey;

namespace CreditDecision.Cli.Governance.Dossiers.Pages;

/// <summary>All that happened to the thing, in order of time: events of the log, and monitoring reports between them.</summary>
internal static class LifePieces
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static IEnumerable<XElement> Of(Dossier dossier, ThingLife life)
    {
        IEnumerable<(DateTimeOffset At, XElement Piece)> events = life.Own.Select(own => (own.Event.At, Event(dossier, own)));
        // A stable sort: events of one moment stay in their order.
        return events.Concat(dossier.Reports.Select(Report)).OrderBy(piece => piece.At).Select(piece => piece.Piece);
    }

    /// <summary>Such as "vote: against".</summary>
    public static string Did(LifeEvent own) => Words(own.Act) + own.Act switch
    {
        Act.ReportTest or Act.Validate => own.Said.Passed ? ": passed" : ": failed",
        Act.Vote => $": {Words(own.Said.Opinion)}",
        Act.OpenFinding => own.Said.Passed ? ": warning" : ": breach",
        _ => "",
    };

    public static string Became(Consequences effect) =>
        Words(effect.Became) + (effect.Mode == ServingMode.Unspecified ? "" : $", {Words(effect.Mode)}{(effect.Share.Value > 0 ? $" of {Bps(effect.Share.Value)}" : "")}");

    private static XElement Event(Dossier dossier, LifeEvent own)
    {
        (CreditDecision.Core.Governance.GovernanceEvent next, Consequences effect) = (own.Event, own.Event.Consequences);
        bool isOfAnother = next.Command.Thing != dossier.Thing;
        return Page.Tag(
            "article", Page.Class(Colour(own)), new XAttribute("id", $"event-{next.Number}"),
            Page.Tag("h3", $"{next.Number}. {Page.Time(next.At)}: {Did(own)}{(isOfAnother ? $" of {next.Command.Thing}" : "")}"),
            Page.Tag("p", $"By {next.Who} ({string.Join(", ", next.Roles.Select(Words))}). {(isOfAnother ? next.Command.Thing : "It")} is {Became(effect)}."),
            own.Said.Text.Length > 0 ? Page.Tag("blockquote", own.Said.Text) : null,
            Page.Facts(
                ("stage", own.Stage), ("person", own.Said.Person), ("due", Page.Time(own.Said.Due)), ("of event", own.Said.Reference == 0 ? "" : $"{own.Said.Reference}"),
                ("approved until", own.Act == Act.ConcludeStage ? Page.Time(effect.ApprovedUntil) : ""), ("took the place of", Things(effect.StoodDown)),
                ("stopped with it", Things(effect.Stopped)), ("follows", Things(effect.Successors))),
            Documents(dossier, own));
    }

    // The policies of governance have their own place.
    private static IEnumerable<object?> Documents(Dossier dossier, LifeEvent own)
    {
        (string Title, Digest Named)[] named = [(Title(own.Act), own.Said.Document), ("The same as a page", own.Said.Page), ("Policy of the test", own.Said.Policy)];
        return named.Where(each => each.Named != default).SelectMany(each => dossier.Find(each.Named) is { } held
            ? DocumentPieces.Of(held).Prepend(Page.Tag("p", Page.Tag("b", each.Title)))
            : [Page.Tag("p", $"{each.Title}: ", Page.Hash(each.Named.ToString()), " is not here.")]);
    }

    private static string Title(Act act) => act switch
    {
        Act.Register => "Content that it was registered from",
        Act.ReportTest => "Report of the test",
        Act.Validate => "Report of the validation",
        Act.ConcludeStage => "Minutes",
        _ => "Document",
    };

    private static string Colour(LifeEvent own) => own switch
    {
        { Act: Act.ReportTest or Act.Validate } => own.Said.Passed ? "good" : "bad",
        { Act: Act.Vote } => own.Said.Opinion switch { Opinion.For => "good", Opinion.Against => "bad", _ => "plain" },
        { Event.Consequences.Became: LifeState.Rejected or LifeState.Suspended or LifeState.Retired } => "bad",
        { Act: Act.OpenFinding } => "bad",
        { Act: Act.ConcludeStage or Act.MakeChampion or Act.MakeChallenger or Act.CloseFinding or Act.FulfilCondition } => "good",
        _ => "plain",
    };

    private static (DateTimeOffset At, XElement Piece) Report(HeldReport held)
    {
        MonitoringReport? report = Parsed(held.Document);
        DateTimeOffset at = report?.MadeAt?.ToDateTimeOffset() ?? default;
        return (at, Page.Tag(
            "article", Page.Class(report?.Signals.Count > 0 ? "bad" : "good"),
            Page.Tag("h3", $"Monitoring report {held.Number}. {Page.Time(at)}"),
            report is null ? null : Page.Tag("p", $"By {report.RequestedBy}: {Count(report.Current?.Decisions ?? 0)} decisions looked at, {Count(report.Signals.Count)} levels passed."),
            Page.Table(["level", "metric", "of", "value", "bound", "detail"], (report?.Signals ?? []).Select(signal => new object?[]
            {
                Words(signal.Level), Words(signal.Metric), signal.Subject, Number(signal.Value), Number(signal.Bound), signal.Detail,
            })),
            Page.Tag("p", Page.Class("quiet"), "SHA-256 ", Page.Hash(held.Sha256.ToString())),
            Page.Folded("All of it (JSON)", Page.Tag("pre", held.Document))));
    }

    private static MonitoringReport? Parsed(string document)
    {
        try
        {
            return Parser.Parse<MonitoringReport>(document);
        }
        catch (Exception unknown) when (unknown is InvalidProtocolBufferException or InvalidJsonException)
        {
            return null;
        }
    }

    private static string Number(double value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private static string Things(IEnumerable<ThingKey> things) => string.Join(", ", things);
}
