using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Golden;

public class GoldenTests
{
    private static readonly StrategyBook Book = Load();

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Repository.At("tests/golden"), "*.json").Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_reference_strategy_decides_as_recorded(string file)
    {
        var golden = new GoldenCase(Repository.At($"tests/golden/{file}"));
        string decided = golden.Decide(Book);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") golden.Update(decided);
        else Assert.Equal(golden.Expected.Split('\n'), decided.Split('\n'));
    }

    private static StrategyBook Load() =>
        ContentLoader.Load(new ContentFolder(Repository.Root), out IReadOnlyList<string> problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
}
