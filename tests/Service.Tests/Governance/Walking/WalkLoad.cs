using System.Globalization;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>Callers who decide without a pause while something else is done, each answer after the one before.</summary>
internal sealed class WalkLoad
{
    private readonly RunningService _service;
    private readonly Metadata _bearing;
    private readonly IReadOnlyDictionary<string, double> _row;
    private readonly Task<List<Decision>>[] _callers;
    private readonly TaskCompletionSource[] _begun;
    private volatile bool _isLast;

    /// <param name="row">Of the card holders' file, by column: what every applicant has.</param>
    private WalkLoad(RunningService service, Metadata bearing, IReadOnlyDictionary<string, double> row, int callers)
    {
        (_service, _bearing, _row) = (service, bearing, row);
        _begun = [.. Enumerable.Range(0, callers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        _callers = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller)))];
    }

    /// <summary>Answered before it was told to end, and those that were asked for after.</summary>
    public async Task<IReadOnlyList<Decision>> EndAsync()
    {
        _isLast = true;
        return [.. (await Task.WhenAll(_callers)).SelectMany(made => made)];
    }

    /// <summary>Of each caller the last call, begun after <see cref="EndAsync"/> was called.</summary>
    public IReadOnlyList<Decision> Last => [.. _callers.Select(caller => caller.Result[^1])];

    /// <returns>When every caller has had an answer.</returns>
    public static async Task<WalkLoad> StartAsync(RunningService service, Metadata bearing, IReadOnlyDictionary<string, double> row, int callers)
    {
        var load = new WalkLoad(service, bearing, row, callers);
        // A caller that fails ends the wait, too.
        await Task.WhenAll(load._begun.Zip(load._callers, (begun, caller) => Task.WhenAny(begun.Task, caller).Unwrap()));
        return load;
    }

    private async Task<List<Decision>> CallAsync(int caller)
    {
        var made = new List<Decision>();
        for (int i = 0; ; i++)
        {
            bool isLast = _isLast;
            made.Add(await _service.Client.DecideAsync(Request(caller, i), _bearing, cancellationToken: TestContext.Current.CancellationToken));
            _begun[caller].TrySetResult();
            if (isLast) return made;
        }
    }

    private DecideRequest Request(int caller, int number)
    {
        DecideRequest request = Requests.Clean($"load-{caller}-{number}", (caller * 100_000) + number + 1_000);
        request.Product = "taiwan-card";
        Timestamp observed = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToTimestamp();
        request.Features.AddRange(_row.Select(column => new Feature { Name = column.Key, Number = column.Value, ObservedAt = observed }));
        return request;
    }

    /// <summary>The first card holder of the file, without id, outcome, and age, which the service works out.</summary>
    public static IReadOnlyDictionary<string, double> FirstRow(string csv)
    {
        string[] lines = [.. File.ReadLines(csv).Take(2)];
        return lines[0].Split(',').Select(name => name.Trim('"')).Zip(lines[1].Split(','))
            .Where(column => column.First is not "id" and not "age" && !column.First.StartsWith("default", StringComparison.Ordinal))
            .ToDictionary(column => column.First, column => double.Parse(column.Second, CultureInfo.InvariantCulture));
    }
}
