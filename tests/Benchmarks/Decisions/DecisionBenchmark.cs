using System.Globalization;
using Benchmarks.Populations;
using CreditDecision.Core.Decisions;
using CreditDecision.Service.Strategies;

namespace Benchmarks.Decisions;

/// <summary>
/// What one decision takes, part by part, over a made-up population and the shipped strategy: a median over applicants by outcome, since an
/// application that is declined early has few parts. The parts are measured in one process, so that their shares can be compared.
/// </summary>
internal static class DecisionBenchmark
{
    private const string Product = "consumer-cash";
    private const long Seed = 20_260_101;

    public static int Run(DecisionOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder(options.Content), out var problems);
        if (book?.For(Product) is not { } strategy)
        {
            Console.Error.WriteLine(string.Join('\n', problems.DefaultIfEmpty($"{options.Content} has no strategy for {Product}")));
            return 1;
        }

        var requests = new PopulationRequests(book.Catalog, options.Applicants, Seed);
        List<DecisionCase> cases = [.. requests.Read().Select(made => new DecisionCase(book, strategy, made.Request, requests.DecidedAt(made.Row)))];
        List<IGrouping<Outcome, int>> groups = [.. Enumerable.Range(0, cases.Count).GroupBy(place => cases[place].Outcome).OrderBy(group => group.Key)];
        PrintHeader(cases, groups);
        IReadOnlyList<DecisionPart> parts = DecisionCase.Parts(strategy);
        PartTimer.WarmUp(parts, cases);
        foreach (var part in parts) Print(part.Name, PartTimer.Measure(part, cases, options.Rounds), groups);
        PrintThroughput(parts[^1], cases);
        return 0;
    }

    private static void PrintHeader(List<DecisionCase> cases, List<IGrouping<Outcome, int>> groups)
    {
        Console.WriteLine(Line($"{cases.Count} applicants, evidence of {cases.Average(one => one.SealedBytes):0} sealed bytes on average; median ns, bytes allocated"));
        Console.WriteLine($"{"",-26}" + string.Concat(groups.Select(group => $"{$"{group.Key} ({group.Count()})",22}")));
    }

    private static void Print(string name, PartCost[] costs, List<IGrouping<Outcome, int>> groups) =>
        Console.WriteLine($"{name,-26}" + string.Concat(groups.Select(group => Line(
            $"{Median(group.Select(place => costs[place].Nanoseconds)),12:N0} {Median(group.Select(place => (double)costs[place].Bytes)),9:N0}"))));

    // Every case once after the other and nothing left out: what collecting the garbage costs is in it. In processor time of all threads,
    // since a machine that does other things too would be measured with them.
    private static void PrintThroughput(DecisionPart part, List<DecisionCase> cases)
    {
        var least = TimeSpan.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var pass = 0; pass < 10; pass++)
                foreach (var one in cases) GC.KeepAlive(part.Run(one));
            var used = (Environment.CpuUsage.TotalTime - start) / 10;
            if (used < least) least = used;
        }

        Console.WriteLine(Line($"{part.Name}: {cases.Count / least.TotalSeconds:N0} in a second of processor time, mean {least.TotalMicroseconds / cases.Count:0.00} us"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
