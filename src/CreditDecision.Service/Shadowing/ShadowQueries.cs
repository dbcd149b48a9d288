using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Shadowing;

/// <summary>Reads what shadows said.</summary>
public sealed class ShadowQueries
{
    private readonly IDecisionLedger _ledger;
    private readonly IShadowStore _store;
    private readonly ShadowIntake _queue;
    private readonly ShadowWorker _worker;

    internal ShadowQueries(IDecisionLedger ledger, IShadowStore store, ShadowIntake queue, ShadowWorker worker) =>
        (_ledger, _store, _queue, _worker) = (ledger, store, queue, worker);

    /// <exception cref="Grpc.Core.RpcException">There is no such decision.</exception>
    public async ValueTask<Wire.ListShadowsResponse> ListAsync(Wire.ListShadowsRequest request, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.DecisionId, "D", out Guid id))
            throw Refusals.InvalidArgument([new FieldError("decision_id", "must be an id as Decide returned it")]);
        if (await _ledger.GetAsync(id, cancellation) is null) throw Refusals.NotFound();
        var response = new Wire.ListShadowsResponse();
        response.Answers.Add((await _store.OfAsync(id, cancellation)).Select(ToWire));
        return response;
    }

    public Wire.ShadowCounts Counts() => new() { Recorded = _worker.Recorded, Waiting = _queue.Waiting, LeftOut = _queue.LeftOut };

    private static Wire.ShadowAnswer ToWire(ShadowRecord record)
    {
        var answer = new Wire.ShadowAnswer
        {
            Kind = (Wire.ShadowKind)record.Kind,
            Id = record.Id,
            Version = record.Version,
            Sha256 = record.Sha256,
            Outcome = (Wire.Outcome)record.Outcome,
        };
        if (record.Kind == ShadowKind.Strategy) answer.Decision = Wire.Decision.Parser.ParseFrom(record.Result);
        if (record.Kind == ShadowKind.Model) answer.Score = Wire.ModelScore.Parser.ParseFrom(record.Result);
        return answer;
    }
}
