using CreditDecision.Service.Ledger;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>The gRPC face of decisions: maps calls to the desk and the ledger, and what they throw to status codes.</summary>
public sealed class DecisionEndpoint(DecisionDesk desk, DecisionQueries queries) : Wire.DecisionService.DecisionServiceBase
{
    public override Task<Wire.Decision> Decide(Wire.DecideRequest request, ServerCallContext context) =>
        AnswerAsync(desk.DecideAsync(request, context.CancellationToken));

    public override Task<Wire.Decision> GetDecision(Wire.GetDecisionRequest request, ServerCallContext context) =>
        AnswerAsync(queries.GetAsync(request, context.CancellationToken));

    public override Task<Wire.ListDecisionsResponse> ListDecisions(Wire.ListDecisionsRequest request, ServerCallContext context) =>
        AnswerAsync(queries.ListAsync(request, context.CancellationToken));

    private static async Task<T> AnswerAsync<T>(ValueTask<T> work)
    {
        try
        {
            return await work;
        }
        catch (LedgerBusyException busy)
        {
            throw Refusals.TooBusy(busy.RetryAfter);
        }
        catch (LedgerUnavailableException)
        {
            throw Refusals.Unavailable();
        }
    }
}
