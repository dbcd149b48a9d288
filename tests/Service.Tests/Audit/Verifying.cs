using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CreditDecision.Service.Tests.Audit;

/// <summary>Asks a running service to verify its audit trail and gathers what it tells.</summary>
internal static class Verifying
{
    /// <returns>The last message, with all findings of all of them.</returns>
    public static async Task<VerifyProgress> VerifyAsync(this GrpcChannel channel, VerifyRequest? request = null, Metadata? bearing = null)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using AsyncServerStreamingCall<VerifyProgress> call = new AuditService.AuditServiceClient(channel).Verify(request ?? new VerifyRequest(), bearing, cancellationToken: cancellation);
        var last = new VerifyProgress();
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            // What an earlier message told is kept, however long the run takes.
            VerifyProgress next = call.ResponseStream.Current;
            next.Findings.AddRange(last.Findings);
            last = next;
        }
        return last;
    }

    public static async Task<IReadOnlyList<AuditFinding>> FindingsAsync(this RunningService service, Metadata? bearing = null) => (await service.Channel.VerifyAsync(bearing: bearing)).Findings;
}
