using CreditDecision.Service.Decisions;
using CreditDecision.Service.Performance;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>The gRPC face of risk data.</summary>
internal sealed class RiskDataEndpoint(RiskDataIntake intake, PerformanceDesk performance, IHostApplicationLifetime lifetime) : Wire.RiskDataService.RiskDataServiceBase
{
    /// <exception cref="RpcException">The request cannot be accepted, its id was used for other content, or others were always faster.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public override async Task<Wire.PutFeaturesResponse> PutFeatures(Wire.PutFeaturesRequest request, ServerCallContext context) =>
        (await intake.PutAsync([request], context.CancellationToken))[0].OrThrow();

    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written; what was answered is kept.</exception>
    public override Task StreamFeatures(
        IAsyncStreamReader<Wire.PutFeaturesRequest> requestStream, IServerStreamWriter<Wire.StreamFeaturesResponse> responseStream, ServerCallContext context) =>
        RecordStream.RunAsync(requestStream, responseStream, KeepAsync, lifetime.ApplicationStopping, context.CancellationToken);

    /// <exception cref="RpcException">The request cannot be accepted, there is no such decision, its id was used for other content, or others were always faster.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public override async Task<Wire.PutPerformanceResponse> PutPerformance(Wire.PutPerformanceRequest request, ServerCallContext context) =>
        (await performance.PutAsync(request, context.CancellationToken)).OrThrow();

    public override Task<Wire.LoanPerformance> GetPerformance(Wire.GetPerformanceRequest request, ServerCallContext context) =>
        performance.GetAsync(request, context.CancellationToken).AsTask();

    private async ValueTask<IEnumerable<Wire.StreamFeaturesResponse>> KeepAsync(IReadOnlyList<Wire.PutFeaturesRequest> requests, CancellationToken cancellation) =>
        (await intake.PutAsync(requests, cancellation)).Zip(requests, (outcome, request) =>
            new Wire.StreamFeaturesResponse { RecordId = Refusals.CutField(request.RecordId), Kept = outcome.Kept, Refused = outcome.Refusal() });
}
