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

    // Details travel in a header, which clients and proxies bound at 8 KiB and more; base64 makes a third more of it. Past the bound
    // a client does not lose the list only but the connection.
    private const int MostDetailBytes = 5_000;
    private const int MostInMessage = 3;

    // Some errors quote what was sent, which may be as long as a request. One fits into the bound above whatever it is written in.
    private const int MostLetters = 1_000;
    private const int MostFieldLetters = 200;
    private const int MostLettersInMessage = 160;

    public static RpcException InvalidArgument(IReadOnlyList<FieldError> errors)
    {
        string message = string.Join("; ", errors.Take(MostInMessage).Select(error => Cut($"{error.Field} {error.Description}", MostLettersInMessage)));
        if (errors.Count > MostInMessage) message += $"; and {errors.Count - MostInMessage} more";
        return With(StatusCode.InvalidArgument, message, Violations(errors, "fields are bad"));
    }

    public static RpcException FailedPrecondition(string message, IReadOnlyList<FieldError> errors) =>
        With(StatusCode.FailedPrecondition, message, Violations(errors, "mistakes are not told here"));

    public static RpcException NotYet(string message, PreconditionFailure causes) => With(StatusCode.FailedPrecondition, message, causes);

    private static BadRequest Violations(IReadOnlyList<FieldError> errors, string more)
    {
        var request = new BadRequest();
        int room = MostDetailBytes;
        foreach (FieldError error in errors)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = CutField(error.Field), Description = CutText(error.Description) };
            room -= violation.CalculateSize();
            if (room < 0) break;
            request.FieldViolations.Add(violation);
        }
        int told = request.FieldViolations.Count;
        if (told < errors.Count)
            request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Description = $"{errors.Count - told} more {more}" });
        return request;
    }

    public static RpcException AlreadyExists() => With(
        StatusCode.AlreadyExists,
        "This application id was already used by this client for an application with other content.",
        new ErrorInfo { Reason = "APPLICATION_CONTENT_DIFFERS", Domain = "creditdecision.v1" });

    public static RpcException RecordExists() => With(
        StatusCode.AlreadyExists,
        "This record id was already used by this client for other content.",
        new ErrorInfo { Reason = "RECORD_CONTENT_DIFFERS", Domain = "creditdecision.v1" });

    public static RpcException NotFound() => new(new Grpc.Core.Status(StatusCode.NotFound, "There is no such decision."));

    public static RpcException TooBusy(TimeSpan retryAfter) => With(
        StatusCode.ResourceExhausted,
        "The service has more applications waiting than it takes; nothing was recorded, retry later.",
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    public static RpcException OverLimit(TimeSpan retryAfter) => With(
        StatusCode.ResourceExhausted,
        "This client asks for more than it may; nothing was recorded, retry later.",
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    public static RpcException Unavailable() => With(
        StatusCode.Unavailable,
        "The store cannot be read or written; nothing is reserved, retry is safe.",
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    /// <param name="incident">Stands in the log beside what really happened.</param>
    public static RpcException Internal(string incident) => With(
        StatusCode.Internal,
        $"The service failed; incident {incident}.",
        new ErrorInfo { Reason = "INTERNAL", Domain = "creditdecision.v1", Metadata = { ["incident"] = incident } });

    /// <summary>Of a field's path as much as is told.</summary>
    public static string CutField(string field) => Cut(field, MostFieldLetters);

    /// <summary>Of what is wrong with a field as much as is told: it may quote what was sent.</summary>
    public static string CutText(string text) => Cut(text, MostLetters);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static RpcException With(StatusCode code, string message, IMessage detail)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
