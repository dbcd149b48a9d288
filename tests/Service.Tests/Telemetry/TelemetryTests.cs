using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>What a collector gets of a service that decided. A service sends the last of it when it stops, so nothing here waits for a time to pass.</summary>
[Trait("Article", "A43")]
public abstract class TelemetryTests : IDisposable
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected TelemetryTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("grpc")]
    public async Task A_collector_is_told_of_calls_decisions_stages_and_batches(string protocol)
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        string address = protocol == "http" ? collector.Http : collector.Grpc;
        await using (RunningService service = await _home.StartAsync("--Telemetry:OtlpEndpoint", address, "--Telemetry:Protocol", protocol, "--Telemetry:TraceRatio", "0"))
        {
            await service.Client.DecideAsync(Requests.Clean("measured"), cancellationToken: _cancellation);
            await Assert.ThrowsAsync<RpcException>(() => service.Client.DecideAsync(new DecideRequest(), cancellationToken: _cancellation).ResponseAsync);
        }
        byte[] metrics = collector.Metrics;
        string[] expected =
        [
            "rpc.server.call.duration", "creditdecision.v1.DecisionService/Decide", "INVALID_ARGUMENT", "creditdecision.decisions", "approve", "consumer-cash",
            "creditdecision.decide.stage.duration", "gather", "decide", "commit", "whole", "creditdecision.ledger.batch.size", "creditdecision.ledger.queue.length",
            "creditdecision.ledger.commit.duration", "creditdecision.content.lease.age", "creditdecision.content.number", "creditdecision.gathering.velocity",
            "creditdecision.shadow.queue.length", "creditdecision.audit.anchor.age", "dotnet.gc.collections",
        ];
        Assert.All(expected, name => Assert.True(OtlpReceiver.Holds(metrics, name), name));
        // Nobody asked for traces.
        Assert.Empty(collector.Traces);
    }

    [Fact]
    public async Task A_call_that_its_caller_traces_is_a_part_of_that_trace_with_its_stages_and_its_batch()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        await using (RunningService service = await _home.StartAsync("--Telemetry:OtlpEndpoint", collector.Http, "--Telemetry:Protocol", "http", "--Telemetry:TraceRatio", "0"))
        {
            var headers = new Metadata { { "traceparent", $"00-{Trace}-{Caller}-01" }, { "tracestate", "who=knows-what" } };
            await service.Client.DecideAsync(Requests.Clean("traced"), headers, cancellationToken: _cancellation);
        }
        byte[] traces = collector.Traces;
        Assert.True(traces.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0, "the caller's trace");
        Assert.True(traces.AsSpan().IndexOf(Convert.FromHexString(Caller)) >= 0, "the caller's span");
        string[] spans = ["creditdecision.v1.DecisionService/Decide", "gather", "decide", "commit", "commit batch"];
        Assert.All(spans, name => Assert.True(OtlpReceiver.Holds(traces, name), name));
        Assert.False(OtlpReceiver.Holds(traces, "knows-what"), "what a caller wrote beside its trace");
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteTelemetryTests() : TelemetryTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresTelemetryTests(PostgresServer server, RedisServer redis) : TelemetryTests(new PostgresServiceHome(server, redis));

public sealed class TelemetrySettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Settings_without_sense_are_refused_all_at_once()
    {
        (int code, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"),
            "--Telemetry:OtlpEndpoint", "collector:4317", "--Telemetry:TraceRatio", "2", "--Telemetry:MetricsSeconds", "0", "--Telemetry:ServiceName", " ");
        Assert.Equal(1, code);
        foreach (string setting in new[] { "OtlpEndpoint", "TraceRatio", "MetricsSeconds", "ServiceName" })
            Assert.Contains($"setting Telemetry:{setting}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_are_written_as_JSON_with_the_ids_of_their_events_where_that_is_asked_for()
    {
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Logging:Console:FormatterName", "json");
        string kept = Assert.Single(service.Output, line => line.Contains("files is kept", StringComparison.Ordinal));
        using var line = System.Text.Json.JsonDocument.Parse(kept);
        Assert.Equal(20, line.RootElement.GetProperty("EventId").GetInt32());
        Assert.Equal("CreditDecision.Service.Strategies.Archive.ArchiveLog", line.RootElement.GetProperty("Category").GetString());
    }
}
