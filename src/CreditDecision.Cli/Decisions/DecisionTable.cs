using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Decisions;

/// <summary>Decisions, one to a line.</summary>
internal sealed class DecisionTable(Language language)
{
    // The first reasons are those that decided; the rest are in the decision itself.
    private const int ReasonsShown = 2;

    private readonly Table _table = Screen
        .Table("Application", "Outcome", "Grade", "Limit", "APR", "All-in", "Reasons", "Decision")
        .Right(3, 4, 5);

    public void Add(Decision decision) => _table.AddRow(
        new Text(decision.ApplicationId),
        new Text(Show.Outcome(decision.Outcome), StyleOf(decision.Outcome)),
        new Text(decision.Grade),
        new Text(decision.Offer is { } limit ? Show.Fen(limit.LimitFen) : ""),
        new Text(decision.Offer is { } apr ? Show.Bps(apr.AprBps) : ""),
        new Text(decision.Offer is { } cost ? Show.Bps(cost.AllInCostBps) : ""),
        new Text(Reasons(decision)),
        new Text(decision.DecisionId));

    /// <summary>An application that got no decision.</summary>
    public void AddFailed(string applicationId, string code) => _table.AddRow(
        new Text(applicationId), new Text("failed", new Style(Color.Red)), Text.Empty, Text.Empty, Text.Empty, Text.Empty, new Text(code), Text.Empty);

    public void Print(IAnsiConsole console) => console.Write(_table);

    private string Reasons(Decision decision)
    {
        IEnumerable<string> shown = decision.Reasons.Take(ReasonsShown).Select(Reason);
        int more = decision.Reasons.Count - ReasonsShown;
        return string.Join("\n", more > 0 ? shown.Append($"and {more} more") : shown);
    }

    private string Reason(Reason reason) =>
        $"{reason.Code} {language.In(reason)}{(reason.Article.Length > 0 ? $" ({reason.Article})" : "")}";

    internal static Style StyleOf(Outcome outcome) => outcome switch
    {
        Outcome.Approve => new Style(Color.Green),
        Outcome.Refer => new Style(Color.Yellow),
        Outcome.Decline => new Style(Color.Red),
        _ => new Style(Color.Grey),
    };
}
