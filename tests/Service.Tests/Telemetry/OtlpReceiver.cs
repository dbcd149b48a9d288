using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>A collector that keeps what is sent to it, byte for byte: OTLP over HTTP and over gRPC.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private OtlpReceiver(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public string Http => _app.Urls.First();

    public string Grpc => _app.Urls.Last();

    /// <summary>Of metrics, all that came.</summary>
    public byte[] Metrics => Of("metrics");

    /// <summary>Of traces, all that came.</summary>
    public byte[] Traces => Of("trace");

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, http => http.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, grpc => grpc.Protocols = HttpProtocols.Http2);
        });
        var receiver = new OtlpReceiver(builder.Build());
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Whether the bytes hold a text, as protobuf writes it.</summary>
    public static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue((http.Request.Path, body.ToArray()));
        if (http.Request.ContentType != "application/grpc")
        {
            http.Response.ContentType = "application/x-protobuf";
            return;
        }
        http.Response.ContentType = "application/grpc";
        // An answer without fields, uncompressed.
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private byte[] Of(string signal) =>
        [.. _received.Where(one => one.Path.Contains(signal, StringComparison.OrdinalIgnoreCase)).SelectMany(one => one.Body)];
}
