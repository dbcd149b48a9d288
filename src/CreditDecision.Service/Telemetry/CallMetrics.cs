using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grpc.Core;

namespace CreditDecision.Service.Telemetry;

/// <summary>Calls by method and status, under OpenTelemetry's names for servers of remote calls.</summary>
internal static class CallMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Calls");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "rpc.server.call.duration", "s", "Calls from the request's arrival to their status.");

    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>(
        "creditdecision.calls.active", "{call}", "Calls under way.");

    public static bool IsRead => Duration.Enabled;

    /// <param name="method">One that is served, so their number is bounded. Without the leading slash.</param>
    public static void Began(string method) => Active.Add(1, new KeyValuePair<string, object?>("rpc.method", method));

    public static void Ended(string method, StatusCode status, TimeSpan elapsed)
    {
        Active.Add(-1, new KeyValuePair<string, object?>("rpc.method", method));
        var tags = new TagList { { "rpc.system.name", "grpc" }, { "rpc.method", method }, { "rpc.response.status_code", NameOf(status) } };
        Duration.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>As the protocol writes it; of a number that it does not know, the number.</summary>
    public static string NameOf(StatusCode status) => status switch
    {
        StatusCode.OK => "OK",
        StatusCode.Cancelled => "CANCELLED",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.AlreadyExists => "ALREADY_EXISTS",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.Unauthenticated => "UNAUTHENTICATED",
        StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        StatusCode.Aborted => "ABORTED",
        StatusCode.OutOfRange => "OUT_OF_RANGE",
        StatusCode.Unimplemented => "UNIMPLEMENTED",
        StatusCode.Internal => "INTERNAL",
        StatusCode.Unavailable => "UNAVAILABLE",
        StatusCode.DataLoss => "DATA_LOSS",
        StatusCode.Unknown => "UNKNOWN",
        _ => ((int)status).ToString(CultureInfo.InvariantCulture),
    };
}
