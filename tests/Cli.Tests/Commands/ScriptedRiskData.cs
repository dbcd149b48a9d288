using System.Collections.Concurrent;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Takes records as the service does: each once, however often it is sent. Streams break where the test says.</summary>
public sealed class ScriptedRiskData : RiskDataService.RiskDataServiceBase
{
    private readonly ConcurrentDictionary<string, PutFeaturesResponse> _kept = new();
    private int _streamed;

    public ConcurrentQueue<PutPerformanceRequest> Loans { get; } = new();

    public IReadOnlyCollection<string> Kept => [.. _kept.Keys];

    public PutFeaturesRequest? Last { get; private set; }

    public int Streams { get; private set; }

    /// <summary>After so many records over all streams the one that is open breaks, and the record is kept without an answer.</summary>
    public HashSet<int> BreaksAfter { get; } = [];

    public StatusCode BreaksWith { get; set; } = StatusCode.Unavailable;

    public Func<PutPerformanceRequest, PutPerformanceResponse> Puts { get; set; } = request => new PutPerformanceResponse { DecisionId = request.DecisionId, Version = 1 };

    public LoanPerformance Loan { get; set; } = new();

    public override Task<PutFeaturesResponse> PutFeatures(PutFeaturesRequest request, ServerCallContext context) =>
        request.Source.Length > 0 ? Task.FromResult(Keep(request)) : throw ScriptedService.BadRequest(("source", "must be 1 to 64"));

    public override async Task StreamFeatures(
        IAsyncStreamReader<PutFeaturesRequest> requestStream, IServerStreamWriter<StreamFeaturesResponse> responseStream, ServerCallContext context)
    {
        Streams++;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            PutFeaturesRequest request = requestStream.Current;
            var answer = new StreamFeaturesResponse { RecordId = request.RecordId };
            if (request.Source.Length > 0) answer.Kept = Keep(request);
            else answer.Refused = new RecordRefusal { Cause = RecordRefusalCause.Invalid, Fields = { new FieldProblem { Field = "source", Description = "must be 1 to 64" } } };
            if (BreaksAfter.Contains(++_streamed)) throw new RpcException(new Status(BreaksWith, "the store is away"));
            await responseStream.WriteAsync(answer);
        }
    }

    public override Task<PutPerformanceResponse> PutPerformance(PutPerformanceRequest request, ServerCallContext context)
    {
        Loans.Enqueue(request);
        return Task.FromResult(Puts(request));
    }

    public override Task<LoanPerformance> GetPerformance(GetPerformanceRequest request, ServerCallContext context) => Task.FromResult(Loan);

    private PutFeaturesResponse Keep(PutFeaturesRequest request)
    {
        Last = request;
        return _kept.GetOrAdd(request.RecordId, _ => new PutFeaturesResponse
        {
            Version = 1, Results = { request.Features.Select(feature => new FeatureResult { Name = feature.Name, Quality = FeatureQuality.Used }) },
        });
    }
}
