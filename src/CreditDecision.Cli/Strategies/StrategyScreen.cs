using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Strategies;

/// <summary>What decides, as tables.</summary>
internal static class StrategyScreen
{
    // As much of a hash as people compare by eye; --json has all of it.
    private const int HashShown = 12;

    public static void Print(IAnsiConsole console, ListStrategiesResponse answer)
    {
        Table table = Screen.Table("Product", "Strategy", "Version", "Decides", "Buckets", "Shadow", "Document").Right(3);
        foreach (LoadedStrategy each in answer.Strategies)
            table.Add(
                each.Product, each.Strategy.Id, each.Strategy.Version, Role(each), Buckets(each), each.Shadow ? "yes" : "", Hash(each.Strategy.Sha256));
        console.Write(table.Title($"Content {Hash(answer.ContentSha256)}"));
    }

    public static void Print(IAnsiConsole console, GetContentResponse answer)
    {
        Table table = Screen.Table("Content", "Since", "By", "Strategies");
        table.Add($"{Hash(answer.Running.Sha256)} (decides)", Show.Time(answer.Running.Since), answer.Running.RequestedBy, Names(answer.Running));
        foreach (ServedContent each in answer.Earlier) table.Add(each.Sha256, Show.Time(each.Since), each.RequestedBy, Names(each));
        console.Write(table);
        if (answer.Shadows is { } shadows)
            console.WriteLine($"Shadows: {Show.Count(shadows.Recorded)} answers recorded, {Show.Count(shadows.Waiting)} decisions wait, {Show.Count(shadows.LeftOut)} left out");
    }

    public static void Print(IAnsiConsole console, ChangeContentResponse answer) => console.WriteLine(answer.Changed
        ? $"Content {Hash(answer.Running.Sha256)} decides from now on: {Names(answer.Running)}"
        : $"Nothing changed: the folder holds content {Hash(answer.Running.Sha256)}, which is running.");

    private static string Names(ServedContent content) =>
        string.Join(", ", content.Strategies.Select(strategy => $"{strategy.Id} {strategy.Version}"));

    private static string Role(LoadedStrategy strategy) => strategy.Role == StrategyRole.Unspecified
        ? "nothing"
        : $"{Show.Bps(strategy.ShareBps)} as {Show.Words(strategy.Role)}";

    private static string Buckets(LoadedStrategy strategy) => strategy.Role == StrategyRole.Unspecified || strategy.ShareBps == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{strategy.FirstBucket} to {strategy.FirstBucket + strategy.ShareBps - 1}");

    private static string Hash(string sha256) => sha256.Length > HashShown ? sha256[..HashShown] : sha256;
}
