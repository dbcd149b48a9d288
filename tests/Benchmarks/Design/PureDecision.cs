using Benchmarks.Decisions;
using Benchmarks.Populations;
using Benchmarks.Strategies;
using CreditDecision.Service.Strategies;

namespace Benchmarks.Design;

/// <summary>A whole decision of the core by the models of the shipped strategy, 30 rules and two tables of 1,000 rows.</summary>
internal static class PureDecision
{
    private const string Product = "consumer-cash";
    private const long Seed = 20_260_101;
    private const int Applicants = 1_000;
    private const double MostMicroseconds = 25;

    public static IEnumerable<DesignRow> Rows(StrategyBook book, int rounds)
    {
        var strategy = RuleShapes.Ruled(book.For(Product)!, book.Context);
        var requests = new PopulationRequests(book.Catalog, Applicants, Seed);
        var made = requests.Read().ToList();
        List<DecisionCase> cases = [.. made.Select(one => new DecisionCase(book, strategy, one.Request, requests.DecidedAt(one.Row)))];
        DecisionPart decide = new("decide", one => one.Decide());
        PartTimer.WarmUp([decide], cases);
        var nanoseconds = PartTimer.Measure(decide, cases, rounds).Select(cost => cost.Nanoseconds).Order().ToList();
        double median = nanoseconds[nanoseconds.Count / 2] / 1000, slow = nanoseconds[(int)(nanoseconds.Count * 0.99)] / 1000;
        yield return DesignRow.Of(
            $"pure decision, {strategy.Models.Count()} models, {RuleShapes.Rules} rules, {strategy.Rules.Tables.Count()} tables", "<= 25 us median", $"{median:0.0} us (p99 {slow:0.0})", $"{median / MostMicroseconds:0.00} x the target", median <= MostMicroseconds);

        var scored = cases.Max(one => strategy.Models.Max(one.BytesOfScoring));
        List<RuleCase> silent = [.. made.Select(one => new RuleCase(one.Request, strategy, requests.DecidedAt(one.Row))).Where(one => one.Spoken.Count == 0)];
        var judged = silent.Count == 0 ? long.MaxValue : silent.Max(BytesOfJudging);
        yield return DesignRow.Of("bytes allocated by scoring and by rules that do not speak", "0", $"{scored} and {judged}", $"", scored == 0 && judged == 0);
    }

    private static long BytesOfJudging(RuleCase one)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            one.Prepare();
            var before = GC.GetAllocatedBytesForCurrentThread();
            one.Judge();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
