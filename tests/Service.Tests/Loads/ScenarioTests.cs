using CreditDecision.Core.Documents;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Loads;

public sealed class ScenarioTests
{
    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Repository.At("loadtests/scenarios"), "*.yaml").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_scenario_is_sound(string file)
    {
        var errors = new DocumentErrors();
        Scenario? scenario = Scenario.Read(Repository.At($"loadtests/scenarios/{file}"), errors);
        Assert.Empty(errors.All);
        Assert.True(scenario!.Length > 0);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("wrong.yaml");
        File.WriteAllText(file, """
            name: wrong
            load: open
            rate:
              - { seconds: 0, from: 100 }
              - { seconds: 5, from: -1, upto: 7 }
            callers: 5
            borrowers: 0
            thresholds: { p50: 3 }
            """);
        var errors = new DocumentErrors();
        Assert.Null(Scenario.Read(file, errors));
        Assert.Equal(
            ["borrowers", "callers", "rate[0].seconds", "rate[1].from", "rate[1].upto", "thresholds.p50"], errors.All.Select(error => error.Path).Order(StringComparer.Ordinal));
    }
}
