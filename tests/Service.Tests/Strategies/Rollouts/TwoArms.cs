using System.Text.RegularExpressions;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Strategies.Rollouts;

/// <summary>The reference content with a second version of the consumer cash strategy, which lends at another price.</summary>
internal static partial class TwoArms
{
    public const string First = "first";
    public const string Second = "second";
    public const string StrategyFile = "strategies/consumer-cash.strategy.yaml";
    public const string SecondFile = "strategies/consumer-cash-second.strategy.yaml";
    public const string RolloutFile = "strategies/consumer-cash.rollout.yaml";

    /// <returns>The content folder, without a rollout.</returns>
    public static string In(TemporaryFolder folder)
    {
        string content = ContentCopy.In(folder);
        Version(content, First);
        string second = File.ReadAllText(Path.Combine(content, StrategyFile)).Replace($"version: \"{First}\"", $"version: \"{Second}\"", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(content, SecondFile), BasePrice().Replace(second, "base_bps: 300", 1));
        return content;
    }

    /// <summary>Gives the reference strategy another version; its document changes with it.</summary>
    public static void Version(string content, string version)
    {
        string file = Path.Combine(content, StrategyFile);
        File.WriteAllText(file, VersionLine().Replace(File.ReadAllText(file), $"version: \"{version}\"", 1));
    }

    /// <summary>The first version is the champion.</summary>
    public static void Rollout(string content, int shareOfSecond, string salt = "tests", params string[] shadows) =>
        File.WriteAllText(Path.Combine(content, RolloutFile),
            $$"""
            product: consumer-cash
            salt: {{salt}}
            champion: { id: consumer-cash, version: {{First}} }
            challengers: [{{(shareOfSecond > 0 ? $$"""{ id: consumer-cash, version: {{Second}}, share_bps: {{shareOfSecond}} }""" : "")}}]
            shadows: [{{string.Join(", ", shadows.Select(version => $$"""{ id: consumer-cash, version: {{version}} }"""))}}]
            """);

    [GeneratedRegex("^version: .*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"base_bps: \d+")]
    private static partial Regex BasePrice();
}
