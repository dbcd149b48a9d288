using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using Benchmarks.Echo.Messages;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Benchmarks.Echo;

/// <summary>The servers that are compared. They differ only in who reads the frame, finds the method and writes the trailers.</summary>
internal static class EchoServers
{
    public static Func<WebApplication>? Find(string kind) => kind switch
    {
        "bare" => BuildBare,
        "grpc" => BuildGrpc,
        _ => null,
    };

    /// <summary>Serves until it is told to stop, on a free loopback port, which it prints first.</summary>
    public static async Task<int> ServeAsync(WebApplication app)
    {
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplicationBuilder NewBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        });
        return builder;
    }

    private static WebApplication BuildGrpc()
    {
        var builder = NewBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoService>();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        return app;
    }

    private static WebApplication BuildBare()
    {
        var app = NewBuilder().Build();
        app.MapPost("/benchmarks.echo.Echo/Say", (RequestDelegate)SayAsync);
        return app;
    }

    /// <summary>The least that can answer a gRPC call: no deadline, no metadata, no compression, no limits, no errors.</summary>
    private static async Task SayAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        SayRequest? request = null;
        while (request is null)
        {
            var result = await reader.ReadAsync();
            var buffer = result.Buffer;
            if (TryParse(buffer, out request, out var end))
                reader.AdvanceTo(end);
            else if (result.IsCompleted)
                return;
            else
                reader.AdvanceTo(buffer.Start, buffer.End);
        }

        var response = EchoService.Answer(request);
        http.Response.ContentType = "application/grpc";
        http.Response.DeclareTrailer("grpc-status");
        Write(http.Response.BodyWriter, response);
        http.Response.AppendTrailer("grpc-status", "0");
        await http.Response.BodyWriter.FlushAsync();
    }

    private static bool TryParse(in ReadOnlySequence<byte> buffer, out SayRequest? request, out SequencePosition end)
    {
        request = null;
        end = buffer.Start;
        if (buffer.Length < 5)
            return false;

        Span<byte> header = stackalloc byte[5];
        buffer.Slice(0, 5).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (buffer.Length < 5 + length)
            return false;

        request = SayRequest.Parser.ParseFrom(buffer.Slice(5, length));
        end = buffer.GetPosition(5 + length);
        return true;
    }

    private static void Write(PipeWriter writer, SayResponse response)
    {
        var size = response.CalculateSize();
        var span = writer.GetSpan(5 + size);
        span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)size);
        response.WriteTo(span.Slice(5, size));
        writer.Advance(5 + size);
    }
}

/// <summary>The echo as an ordinary service.</summary>
internal sealed class EchoService : Messages.Echo.EchoBase
{
    public static SayResponse Answer(SayRequest request) => new() { Message = "hi " + request.Name, Features = request.Features.Count };

    public override Task<SayResponse> Say(SayRequest request, ServerCallContext context) => Task.FromResult(Answer(request));
}
