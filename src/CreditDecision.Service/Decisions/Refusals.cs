using CreditDecision.Core.Applications;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Decisions;

/// <summary>The errors of the API with their machine-readable details. Texts never carry personal data.</summary>
internal static class Refusals
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException InvalidArgument(IEnumerable<FieldError> errors)
    {
        var request = new BadRequest();
        foreach (FieldError error in errors)
            request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = error.Field, Description = error.Description });
        string message = string.Join("; ", request.FieldViolations.Take(3).Select(violation => $"{violation.Field} {violation.Description}"));
        if (request.FieldViolations.Count > 3) message += $"; and {request.FieldViolations.Count - 3} more";
        return With(StatusCode.InvalidArgument, message, request);
    }

    public static RpcException AlreadyExists() => With(
        StatusCode.AlreadyExists,
        "This application id was already used by this client for an application with other content.",
        new ErrorInfo { Reason = "APPLICATION_CONTENT_DIFFERS", Domain = "creditdecision.v1" });

    public static RpcException NotFound() => new(new Grpc.Core.Status(StatusCode.NotFound, "There is no such decision."));

    public static RpcException TooBusy(TimeSpan retryAfter) => With(
        StatusCode.ResourceExhausted,
        "The service has more applications waiting than it takes; nothing was recorded, retry later.",
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    public static RpcException Unavailable() => With(
        StatusCode.Unavailable,
        "The decision could not be recorded; nothing is reserved, retry is safe.",
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    /// <param name="incident">Stands in the log beside what really happened.</param>
    public static RpcException Internal(string incident) => With(
        StatusCode.Internal,
        $"The service failed; incident {incident}.",
        new ErrorInfo { Reason = "INTERNAL", Domain = "creditdecision.v1", Metadata = { ["incident"] = incident } });

    private static RpcException With(StatusCode code, string message, IMessage detail)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
