using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Door;

/// <summary>What of the applications a client may see and do: the one place that knows which messages name a client.</summary>
internal static class ClientScope
{
    /// <exception cref="RpcException">PERMISSION_DENIED.</exception>
    public static void Check(ClientIdentity identity, object request)
    {
        string? clientId = request switch
        {
            ReceivedRequest decide => decide.ClientId,
            GetDecisionRequest { DecisionId.Length: 0 } get => get.ClientId,
            ListDecisionsRequest list => list.ClientId,
            // Its answers stream, so one that is asked for by a decision's id alone cannot be kept back as late as GetDecision's.
            ReplayRequest replay => replay.ClientId,
            SimulateRequest simulate => simulate.Application?.ClientId ?? "",
            PutEntriesRequest put => put.ClientId,
            EndEntriesRequest end => end.ClientId,
            PutFeaturesRequest put => put.ClientId,
            // Who puts it, and whose loan it is, which a decision's id does not tell before it is kept.
            PutPerformanceRequest put => identity.MayUse(put.ClientId) ? put.ApplicationClientId : put.ClientId,
            GetPerformanceRequest { DecisionId.Length: 0 } get => get.ClientId,
            ListCasesRequest list => list.ClientId,
            GetReviewOutcomeRequest { DecisionId.Length: 0 } get => get.ClientId,
            _ => null,
        };
        if (clientId is null || identity.MayUse(clientId)) return;
        throw new RpcException(new Status(StatusCode.PermissionDenied, clientId.Length == 0
            ? "client_id must be given: this client may not see every client's applications."
            : "This client may not use that client_id."));
    }

    /// <summary>Of what was asked for by a decision's id, only the answer tells whose it is. Another client's is as good as none.</summary>
    /// <exception cref="RpcException">NOT_FOUND.</exception>
    public static void CheckAnswer(ClientIdentity identity, object response)
    {
        string? clientId = response switch
        {
            WrittenDecision decision => decision.ClientId,
            LoanPerformance loan => loan.ClientId,
            ReviewCaseDetails details => details.Case.ClientId,
            ReviewOutcome outcome => outcome.ClientId,
            _ => null,
        };
        if (clientId is not null && !identity.MayUse(clientId)) throw Refusals.NotFound();
    }
}
