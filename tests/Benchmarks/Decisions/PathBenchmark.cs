using System.Globalization;
using Benchmarks.Populations;
using CreditDecision.Service.Strategies;
using Google.Protobuf;

namespace Benchmarks.Decisions;

/// <summary>
/// What a call of Decide takes of one thread between the frame that came and the frame that goes, without transport, Redis and the store: each
/// part over all applicants in turn, so that nothing is nearer to the processor than it would be. Mean processor time and bytes allocated.
/// </summary>
internal static class PathBenchmark
{
    private const long Seed = 20_260_101;

    public static int Run(DecisionOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder(options.Content), out var problems);
        if (book is null)
        {
            Console.Error.WriteLine(string.Join('\n', problems));
            return 1;
        }

        var now = DateTimeOffset.UtcNow;
        var world = new PathWorld(book, now);
        List<PathCase> cases = [.. new PopulationRequests(book.Catalog, options.Applicants, Seed, now).Read().Select(made => new PathCase(made.Request.ToByteArray()))];
        world.Teach(cases);
        for (var round = 0; round < 15; round++)
            foreach (var part in PathWorld.Parts) Measure(part, world, cases);
        Console.WriteLine(Line($"{"",-28}{"mean us",10}{"bytes",10}"));
        foreach (var part in PathWorld.Parts)
        {
            var best = Enumerable.Range(0, options.Rounds).Select(_ => Measure(part, world, cases)).MinBy(cost => cost.Nanoseconds);
            Console.WriteLine(Line($"{part.Name,-28}{best.Nanoseconds / 1000,10:0.00}{best.Bytes,10:N0}"));
        }

        Console.WriteLine(Line($"packed: replies {cases.Average(one => one.Reply.Length):0} to {cases.Average(one => one.Sealed!.Decision.Length):0} bytes, evidence to {cases.Average(one => one.Sealed!.Evidence.Length):0}"));
        return 0;
    }

    private static PartCost Measure(PathPart part, PathWorld world, List<PathCase> cases)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        foreach (var one in cases) part.Run(world, one);
        var used = Environment.CpuUsage.TotalTime - start;
        return new PartCost(used.TotalNanoseconds / cases.Count, (GC.GetAllocatedBytesForCurrentThread() - allocated) / cases.Count);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
