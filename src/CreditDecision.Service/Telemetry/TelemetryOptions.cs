namespace CreditDecision.Service.Telemetry;

/// <summary>Configuration section <c>Telemetry</c>: where metrics and traces go.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// The collector's address: <c>http://host:4317</c> for gRPC, <c>http://host:4318</c> for HTTP. Empty: what the environment says by
    /// OTEL_EXPORTER_OTLP_ENDPOINT, and where that says nothing, nothing is measured or sent.
    /// </summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>How the collector is spoken to. Unspecified: as OTEL_EXPORTER_OTLP_PROTOCOL says, else gRPC.</summary>
    public OtlpProtocol Protocol { get; set; }

    /// <summary>Of calls that nobody traces yet, the share that is traced: 0 to 1. Of one that a caller traces, the caller has the word.</summary>
    public double TraceRatio { get; set; } = 0.01;

    /// <summary>How often metrics are sent.</summary>
    public int MetricsSeconds { get; set; } = 15;

    /// <summary>Which service this is, to who reads metrics of many.</summary>
    public string ServiceName { get; set; } = "creditdecision";
}

/// <summary>The two forms of OTLP.</summary>
public enum OtlpProtocol
{
    Unspecified = 0,
    Grpc,
    /// <summary>HTTP with binary protobuf.</summary>
    Http,
}
