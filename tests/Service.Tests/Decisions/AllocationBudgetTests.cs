using System.Text.Json;
using Benchmarks.Decisions;
using Benchmarks.Populations;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>
/// What a decision allocates, part by part, is held to the budgets of tests/allocations/budgets.json: bytes on average over made-up applicants. Whoever needs
/// more raises a budget there, where a reader sees it; whoever needs much less lowers it, so that it cannot come back unseen.
/// </summary>
public sealed class AllocationBudgetTests
{
    private const int Applicants = 300, Rounds = 5;
    private const double MostOver = 1.1, MostUnder = 0.7;

    // Below it a part is too small for a share of it to say anything.
    private const double Noise = 64;

    [Fact]
    public void No_part_of_a_decision_allocates_more_than_its_budget_or_much_less()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        StrategyBook book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;
        var world = new PathWorld(book, now);
        List<PathCase> cases = [.. new PopulationRequests(book.Catalog, Applicants, 20_260_101, now).Read().Select(made => new PathCase(made.Request.ToByteArray()))];
        world.Teach(cases);
        Dictionary<string, double> budgets = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Repository.At("tests/allocations/budgets.json")))!;
        var figures = new Dictionary<string, double>();
        // The least of a few rounds: whatever is made once is made in the first.
        for (int round = 0; round < Rounds; round++)
            foreach (PathPart part in PathWorld.Parts)
                if (budgets.ContainsKey(part.Name)) figures[part.Name] = Math.Min(figures.GetValueOrDefault(part.Name, double.MaxValue), BytesOf(part, world, cases));
        Assert.Equal(budgets.Keys.Order(StringComparer.Ordinal), figures.Keys.Order(StringComparer.Ordinal));
        string[] off = [.. figures.Where(each => IsOff(each.Value, budgets[each.Key])).Select(each => $"\"{each.Key}\": {each.Value:0} (the budget is {budgets[each.Key]:0})")];
        Assert.True(off.Length == 0, $"tests/allocations/budgets.json: {string.Join("; ", off)}");
    }

    private static bool IsOff(double bytes, double budget) => bytes > (budget * MostOver) + Noise || bytes < (budget * MostUnder) - Noise;

    private static double BytesOf(PathPart part, PathWorld world, List<PathCase> cases)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (PathCase one in cases) part.Run(world, one);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / cases.Count;
    }
}
