using CreditDecision.Core.Expressions;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Golden;

public class GoldenTests
{
    private static readonly StrategyBook Compiled = Load(EvaluationForm.Compiled);
    private static readonly StrategyBook Plain = Load(EvaluationForm.Plain);

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Repository.At("tests/golden"), "*.json").Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_strategy_decides_as_recorded_in_both_forms_of_evaluation(string file)
    {
        var golden = new GoldenCase(Repository.At($"tests/golden/{file}"));
        string decided = golden.Decide(Compiled);
        // Before anything is recorded: what the two forms do not agree on is no expectation.
        Assert.Equal(golden.Decide(Plain).Split('\n'), decided.Split('\n'));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") golden.Update(decided);
        else Assert.Equal(golden.Expected.Split('\n'), decided.Split('\n'));
    }

    private static StrategyBook Load(EvaluationForm form) =>
        ContentLoader.Load(new ContentFolder(Repository.Root), out IReadOnlyList<string> problems, form)
        ?? throw new InvalidOperationException(string.Join('\n', problems));
}
