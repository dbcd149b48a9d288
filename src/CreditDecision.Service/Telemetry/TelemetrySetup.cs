using System.Reflection;
using CreditDecision.Service.Audit;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Following;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CreditDecision.Service.Telemetry;

public static class TelemetrySetup
{
    private const string Section = "Telemetry";

    /// <summary>The meters and the source of spans of this service begin so.</summary>
    public const string Own = "CreditDecision";

    // What each tells of itself: garbage collection, threads and processor; connections.
    private static readonly string[] Runtime = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    // Bounds of times in seconds, close where a decision's stages lie.
    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 512, 1024];

    /// <summary>Starts nothing where no collector is named: then the instruments have no listener and cost a look each.</summary>
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<TelemetryOptions>(Section);
        string[] problems = [.. Problems(options)];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        builder.AddLogFormat();
        builder.Services.AddSingleton<CallTelemetry>();
        bool isOn = options.OtlpEndpoint.Length > 0 || builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        if (!isOn) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName, serviceVersion: Version()))
            .WithMetrics(metrics => metrics
                .AddMeter([Own + ".*", .. Runtime])
                .AddView(instrument => ViewOf(instrument.Unit))
                .AddOtlpExporter((exporter, reader) =>
                {
                    Send(exporter, options, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.MetricsSeconds * 1_000;
                }))
            .WithTracing(traces => traces
                .AddSource(Own)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceRatio)))
                .AddOtlpExporter(exporter => Send(exporter, options, "v1/traces")));
    }

    /// <summary>Lets what is measured only when it is asked for be asked for. Once in a process.</summary>
    public static void Observe(this WebApplication app)
    {
        IServiceProvider services = app.Services;
        LedgerMetrics.Observe(services.GetRequiredService<ILedgerStore>());
        ContentMetrics.Observe(services.GetRequiredService<ContentLease>(), services.GetRequiredService<StrategyShelf>());
        ShadowMetrics.Observe(services.GetRequiredService<ShadowIntake>(), services.GetRequiredService<ShadowWorker>());
        AnchorWorker anchors = services.GetRequiredService<AnchorWorker>();
        AuditMetrics.Observe(() => anchors.Age);
        if (services.GetService<RedisGuard>() is { } redis) GatheringMetrics.Observe(redis.Breaker);
    }

    internal static IEnumerable<string> Problems(TelemetryOptions options)
    {
        if (options.OtlpEndpoint.Length > 0 && !IsAddress(options.OtlpEndpoint))
            yield return $"setting {Section}:OtlpEndpoint: \"{options.OtlpEndpoint}\" is no address: write http://host:port or https://host:port";
        if (!Enum.IsDefined(options.Protocol)) yield return $"setting {Section}:Protocol: must be grpc or http";
        if (options.TraceRatio is not (>= 0 and <= 1)) yield return $"setting {Section}:TraceRatio: must be 0 to 1";
        if (options.MetricsSeconds is < 1 or > 3_600) yield return $"setting {Section}:MetricsSeconds: must be 1 to 3600";
        if (string.IsNullOrWhiteSpace(options.ServiceName)) yield return $"setting {Section}:ServiceName: must not be empty";
    }

    // The slim host knows the simple form alone. Its own registration sets the form's name last, so the setting is read here.
    private static void AddLogFormat(this WebApplicationBuilder builder)
    {
        const string Setting = "Logging:Console:FormatterName";
        string form = builder.Configuration[Setting] ?? "simple";
        if (form is not ("simple" or "json" or "systemd")) throw new StartRefusedException([$"setting {Setting}: must be simple, json or systemd"]);
        builder.Logging.AddConsole(console => console.FormatterName = form);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        if (options.Protocol != OtlpProtocol.Unspecified)
            exporter.Protocol = options.Protocol == OtlpProtocol.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (options.OtlpEndpoint.Length == 0) return;
        var address = new Uri(options.OtlpEndpoint.TrimEnd('/') + "/");
        // The exporter adds the path only to an address that it read itself.
        exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(address, path) : address;
    }

    private static ExplicitBucketHistogramConfiguration? ViewOf(string? unit) => unit switch
    {
        "s" => new ExplicitBucketHistogramConfiguration { Boundaries = Seconds },
        "{decision}" => new ExplicitBucketHistogramConfiguration { Boundaries = Sizes },
        _ => null,
    };

    private static string Version() => typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
