using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Replays;

internal static class Violations
{
    /// <summary>The bad fields that a refusal names.</summary>
    public static IReadOnlyList<BadRequest.Types.FieldViolation> Of(RpcException refused)
    {
        byte[] details = refused.Trailers.Single(entry => entry.Key == "grpc-status-details-bin").ValueBytes;
        return Google.Rpc.Status.Parser.ParseFrom(details).Details.Single().Unpack<BadRequest>().FieldViolations;
    }
}
