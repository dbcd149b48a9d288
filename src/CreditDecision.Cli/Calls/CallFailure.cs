using System.Text;
using CreditDecision.Core.Documents;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Cli.Calls;

/// <summary>One field that the service could not accept, or one rule that refuses, by its stable name.</summary>
internal readonly record struct FieldViolation(string Field, string Description);

/// <summary>A refusal of the service, with what its <c>google.rpc.Status</c> details say.</summary>
/// <param name="RetryAfter">From <c>google.rpc.RetryInfo</c>; null when the service named no time.</param>
internal sealed record CallFailure(StatusCode Code, string Message, IReadOnlyList<FieldViolation> Violations, TimeSpan? RetryAfter)
{
    private const string DetailsKey = "grpc-status-details-bin";

    // A service that asks for more is down for this run; waiting on its word without bound would be a hang.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>The code as the gRPC documentation writes it: <c>INVALID_ARGUMENT</c>.</summary>
    public string CodeName => NameOf(Code);

    public static string NameOf(StatusCode code) =>
        code == StatusCode.OK ? "OK" : SnakeCase.Of(code).ToUpperInvariant();

    public static CallFailure From(RpcException exception)
    {
        Google.Rpc.Status? details = Details(exception.Trailers);
        var violations = new List<FieldViolation>();
        TimeSpan? retryAfter = null;
        foreach (var detail in details?.Details ?? [])
        {
            if (Unpack<BadRequest>(detail) is { } bad)
                violations.AddRange(bad.FieldViolations.Select(each => new FieldViolation(each.Field, each.Description)));
            else if (Unpack<PreconditionFailure>(detail) is { } refused)
                violations.AddRange(refused.Violations.Select(each => new FieldViolation(each.Type, each.Description)));
            else if (Unpack<RetryInfo>(detail) is { RetryDelay: { } delay })
                retryAfter = Clamp(delay.Seconds);
        }
        return new CallFailure(exception.StatusCode, exception.Status.Detail, violations, retryAfter);
    }

    /// <summary>The code and message, then one line for each bad field or rule.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message.Length == 0 ? CodeName : $"{CodeName}: {Message}");
        foreach (FieldViolation violation in Violations) text.Append($"\n  {violation.Field}: {violation.Description}");
        return text.ToString();
    }

    // Details are a courtesy of the server: broken ones must not hide the status that they came with.
    private static Google.Rpc.Status? Details(Metadata trailers)
    {
        Metadata.Entry? entry = trailers.FirstOrDefault(each => each.IsBinary && each.Key == DetailsKey);
        return entry is null ? null : Parse(() => Google.Rpc.Status.Parser.ParseFrom(entry.ValueBytes));
    }

    private static T? Unpack<T>(Google.Protobuf.WellKnownTypes.Any detail) where T : class, IMessage, new() =>
        Parse(() => detail.TryUnpack(out T message) ? message : null);

    private static T? Parse<T>(Func<T?> parse) where T : class
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static TimeSpan Clamp(long seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)LongestRetryAfter.TotalSeconds));
}
