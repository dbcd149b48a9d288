using CreditDecision.Cli.Decisions;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Reviews;

/// <summary>Cases as people read them.</summary>
internal sealed class ReviewPrinter(IAnsiConsole console, Language language)
{
    public static string Line(ReviewCase one)
    {
        string how = one.State switch
        {
            ReviewState.Claimed => $", held by {one.ClaimedBy} until {Show.Time(one.ClaimedUntil)}",
            ReviewState.AwaitingConfirmation => $": {one.ResolvedBy} approved {Show.Fen(one.ProposedFen)}, a second person has to confirm",
            ReviewState.Approved => $": {Show.Fen(one.ApprovedFen)} by {People(one)}, {Show.Fen(one.ReservedFen)} held against the borrower's cap",
            ReviewState.Declined => $" by {one.ResolvedBy}",
            _ => $", due {Show.Time(one.DueAt)}{(one.Overdue ? ", overdue" : "")}",
        };
        return $"{one.DecisionId} is {Show.Words(one.State)}{how}";
    }

    public static void Print(TextWriter output, ListCasesResponse page)
    {
        Table table = Screen.Table("due", "state", "product", "application", "grade", "limit", "reasons", "held or decided by", "decision").Right(5);
        // It is copied from here.
        table.Columns[^1].NoWrap();
        foreach (ReviewCase one in page.Cases)
            table.Add(
                Show.Time(one.DueAt) + (one.Overdue ? " overdue" : ""), Show.Words(one.State), one.Product, $"{one.ClientId}/{one.ApplicationId}", one.Grade, one.LimitFen > 0 ? Show.Fen(one.LimitFen) : "",
                string.Join(", ", one.Reasons.Select(reason => reason.Name)), one.State == ReviewState.Claimed ? one.ClaimedBy : People(one), one.DecisionId);
        if (page.Cases.Count == 0) output.WriteLine("No case matches.");
        else Screen.On(output).Write(table);
        if (page.NextPageToken.Length > 0) output.WriteLine($"More: the same filters with --page-token {page.NextPageToken}.");
    }

    public static void Print(TextWriter output, OverridesReport report)
    {
        Table people = Screen.Table("reviewer", "cases", "approved", "declined", "amount", "confirmed", "sent back").Right(1, 2, 3, 4, 5, 6);
        foreach (ReviewerOverrides one in report.Reviewers) people.Add([one.Reviewer, .. Cells(one.Counts), Show.Count(one.Confirmed), Show.Count(one.SentBack)]);
        Table artifacts = Screen.Table("kind", "id", "version", "cases", "approved", "declined", "amount").Right(3, 4, 5, 6);
        foreach (ArtifactOverrides one in report.Artifacts) artifacts.Add([one.Artifact.Kind, one.Artifact.Id, one.Artifact.Version, .. Cells(one.Counts)]);
        if (report.Reviewers.Count == 0)
        {
            output.WriteLine("Nothing was decided by people in that time.");
            return;
        }
        IAnsiConsole console = Screen.On(output);
        console.Write(people);
        console.Write(artifacts);
    }

    public void Print(ReviewCaseDetails details)
    {
        console.WriteLine(Line(details.Case));
        if (details.ApprovedOffer is { } offer)
            console.WriteLine($"{offer.TenorMonths} months at {Show.Bps(offer.NominalRateBps)}, all-in cost {Show.Bps(offer.AllInCostBps)}, {Show.Fen(offer.TotalInterestFen)} interest in total");
        if (details.HasHeadroomFen) console.WriteLine($"{Show.Fen(details.HeadroomFen)} are left under the borrower's cap");
        Table history = Screen.Table("event", "at", "by", "did", "amount", "reasons").Right(0, 4);
        foreach (ReviewEvent each in details.History)
            history.Add(
                each.Number.ToString(), Show.Time(each.At), each.Who, Show.Words(each.Act), each.AmountFen > 0 ? Show.Fen(each.AmountFen) : "",
                string.Join(" ", each.ReasonCodes.Select(code => code.ToString()).Append(each.TextErased ? "(erased with the borrower)" : each.Text)));
        if (details.History.Count > 0) console.Write(history);
        new DecisionDetails(console, language).Print(details.Decision);
    }

    private static string People(ReviewCase one) => one.ConfirmedBy.Length > 0 ? $"{one.ResolvedBy} and {one.ConfirmedBy}" : one.ResolvedBy;

    private static IEnumerable<string> Cells(OverrideCounts counts) =>
        [Show.Count(counts.Cases), Show.Count(counts.Approvals), Show.Count(counts.Declines), Show.Fen(counts.ApprovedFen)];
}
