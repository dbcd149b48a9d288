using System.Diagnostics;
using System.Globalization;
using Benchmarks.Decisions;
using Benchmarks.Populations;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Strategies;

namespace Benchmarks.Strategies;

/// <summary>
/// What the rules and tables of one stage take, by the pipeline's own evaluation: 30 rules and two tables of 1,000 rows over a made-up population.
/// Apart for applicants of whom no rule speaks, for which nothing is allocated: what a rule says is kept for the trace.
/// </summary>
internal static class RuleBenchmark
{
    private const string Product = "consumer-cash";
    private const long Seed = 20_260_101;
    private const double MostMicroseconds = 5;
    private const int LargeTable = 8_000;

    // The runtime compiles what is hot again in the background, which no number of runs but only time brings about.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static int Run(DecisionOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder(options.Content), out var problems);
        if (book?.For(Product) is not { } shipped)
        {
            Console.Error.WriteLine(string.Join('\n', problems.DefaultIfEmpty($"{options.Content} has no strategy for {Product}")));
            return 1;
        }

        var strategy = RuleShapes.Ruled(shipped, book.Context);
        List<RuleCase> cases = [.. Cases(book, strategy, options.Applicants)];
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp) Round(cases, out _);
        Console.WriteLine(Line($"{RuleShapes.Rules} rules and {strategy.Rules.Tables.Count()} tables of {RuleShapes.Rows} rows, {cases.Count} applicants"));
        var areMet = Measure("all applicants", cases, options.Rounds, mayAllocate: true);
        areMet &= Measure("no rule speaks", [.. cases.Where(one => one.Spoken.Count == 0)], options.Rounds, mayAllocate: false);
        var loudest = cases.SelectMany(one => one.Spoken).CountBy(id => id).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(8);
        Console.WriteLine("speak most: " + string.Join(", ", loudest.Select(pair => Line($"{pair.Key} {pair.Value}"))));
        Console.WriteLine();
        areMet &= TableBenchmark.Run(LargeTable);
        return areMet ? 0 : 1;
    }

    private static IEnumerable<RuleCase> Cases(StrategyBook book, StrategySnapshot strategy, int applicants)
    {
        var requests = new PopulationRequests(book.Catalog, applicants, Seed);
        foreach (var (row, request) in requests.Read()) yield return new RuleCase(request, strategy, requests.DecidedAt(row));
    }

    private static bool Measure(string name, List<RuleCase> cases, int rounds, bool mayAllocate)
    {
        if (cases.Count == 0)
        {
            Console.WriteLine($"{name}: of no applicant, so nothing is shown  MISSED");
            return false;
        }

        // The round that was disturbed least.
        double least = double.MaxValue, bytes = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            least = Math.Min(least, Round(cases, out var allocated));
            bytes = Math.Min(bytes, allocated / (double)cases.Count);
        }

        var isMet = least <= MostMicroseconds && (mayAllocate || bytes == 0);
        Console.WriteLine(Line(
            $"{name,-16} {cases.Count,6} {least,8:0.00} us {bytes,8:0.0} bytes {cases.Average(one => one.Spoken.Count),6:0.00} speak  {(isMet ? "met" : "MISSED")}"));
        return isMet;
    }

    // Microseconds for each case.
    private static double Round(List<RuleCase> cases, out long allocated)
    {
        foreach (var one in cases) one.Prepare();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        foreach (var one in cases) one.Judge();
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return elapsed.TotalMicroseconds / cases.Count;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
