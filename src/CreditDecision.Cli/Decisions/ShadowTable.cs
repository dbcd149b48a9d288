using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Decisions;

/// <summary>What shadows said of a decision, one to a line.</summary>
internal static class ShadowTable
{
    public static void Print(IAnsiConsole console, ListShadowsResponse shadows)
    {
        if (shadows.Answers.Count == 0)
        {
            console.WriteLine("No answer of a shadow is recorded.");
            return;
        }
        Table table = Screen.Table("Shadow", "Version", "Outcome", "Limit", "Rate", "Probability", "Reasons").Right(3, 4, 5);
        foreach (ShadowAnswer answer in shadows.Answers) table.AddRow(Row(answer));
        console.Write(table.Title("What shadows would have said"));
    }

    private static Text[] Row(ShadowAnswer answer)
    {
        Offer? offer = answer.Decision?.Offer;
        IEnumerable<string> reasons = answer.Decision?.Reasons.Select(reason => reason.Name) ?? [];
        return
        [
            new Text($"{Show.Words(answer.Kind)} {answer.Id}"),
            new Text(answer.Version),
            new Text(Show.Outcome(answer.Outcome), DecisionTable.StyleOf(answer.Outcome)),
            new Text(offer is null ? "" : Show.Fen(offer.LimitFen)),
            new Text(offer is null ? "" : Show.Bps(offer.NominalRateBps)),
            new Text(ProbabilityOf(answer) is { } probability ? Show.Probability(probability) : ""),
            new Text(string.Join(", ", reasons)),
        ];
    }

    private static double? ProbabilityOf(ShadowAnswer answer)
    {
        if (answer.Score is { HasProbability: true } score) return score.Probability;
        return answer.Decision is { HasProbabilityOfDefault: true } decision ? decision.ProbabilityOfDefault : null;
    }
}
