using System.Buffers.Binary;
using Benchmarks.Design;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.LoadTests.Rows;

/// <summary>
/// How long a decision and each kind of query take on a store as it is, a few callers at a time, so that what is measured is the work and not
/// the waiting. Run on a small and on a large store, the two tables say what growth costs.
/// </summary>
/// <param name="decisionIds">Of decisions in the store.</param>
internal sealed class QueryRows(Runner runner, Uri server, IReadOnlyList<string> decisionIds, int seconds)
{
    /// <summary>What a thousand times as many decisions may cost.</summary>
    public const double MostGrowth = 1.2;

    private const int Callers = 4, PageLength = 50;

    /// <returns>Median milliseconds of each, by name: a mean would tell of whatever else the machine did.</returns>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(CancellationToken cancellation)
    {
        var medians = new Dictionary<string, double>(StringComparer.Ordinal);
        async Task AddAsync(string name, Func<Task<RunResult>> measure)
        {
            RunResult result = await measure();
            if (result.Wrong > 0) throw new InvalidOperationException($"{name}: {result.Wrong} of {result.Answered} calls failed.");
            medians[name] = result.LatencyMs.P50;
        }
        await AddAsync("Decide", () => runner.DecideAsync("Decide", Callers, seconds, server, cancellation));
        GetDecisionRequest[] gets = [.. decisionIds.Select(id => new GetDecisionRequest { DecisionId = id })];
        await AddAsync("GetDecision", () => runner.AskAsync("GetDecision", "GetDecision", gets, Callers, seconds, server, cancellation));
        foreach ((string name, ListDecisionsRequest filter) in Filters())
            await AddAsync(name, () => runner.AskAsync(name, "ListDecisions", [filter], Callers, seconds, server, cancellation));
        return medians;
    }

    /// <summary>One for each, of what growth cost it.</summary>
    /// <param name="from">What the smaller store held, for people.</param>
    public static IReadOnlyList<DesignRow> Rows(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after, (string Text, long Decisions) from, (string Text, long Decisions) to) =>
    [
        .. after.Where(each => before.ContainsKey(each.Key)).Select(each => DesignRow.Of(
            $"cost of growth: {each.Key}, {from.Text} to {to.Text}", $"flat: at most {MostGrowth} x", $"{before[each.Key]:0.000} and {each.Value:0.000} ms", $"{each.Value / before[each.Key]:0.00} x", each.Value <= before[each.Key] * MostGrowth) with
            {
                Growth = [new GrowthPoint(from.Decisions, before[each.Key] * 1000), new GrowthPoint(to.Decisions, each.Value * 1000)],
            }),
    ];

    private static IEnumerable<(string, ListDecisionsRequest)> Filters()
    {
        yield return ("ListDecisions, newest", new ListDecisionsRequest { PageSize = PageLength });
        yield return ("ListDecisions of a product", new ListDecisionsRequest { PageSize = PageLength, Product = "consumer-cash" });
        yield return ("ListDecisions of an outcome", new ListDecisionsRequest { PageSize = PageLength, Outcome = Outcome.Refer });
        yield return ("ListDecisions of a client", new ListDecisionsRequest { PageSize = PageLength, ClientId = "loadtest" });
    }

    /// <summary>A message as gRPC sends it.</summary>
    public static byte[] Frame(IMessage message)
    {
        byte[] frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }
}
