using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CreditDecision.LoadTests.Driving;

/// <summary>
/// What a service in this runtime could do at most: reads a request's body and answers a few bytes, with no gRPC, no parsing, no decision
/// and no store.
/// </summary>
internal static class BareHandler
{
    public const string Path = "/bare/Answer";

    // An empty gRPC message.
    private static readonly byte[] Answer = [0, 0, 0, 0, 0];

    /// <summary>Serves on a free loopback port, which it prints first, until it is told to stop.</summary>
    public static async Task<int> ServeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
        });
        await using WebApplication app = builder.Build();
        app.MapPost(Path, (RequestDelegate)AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        PipeReader body = http.Request.BodyReader;
        for (ReadResult read = await body.ReadAsync(); ; read = await body.ReadAsync())
        {
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }
        http.Response.ContentType = "application/grpc";
        http.Response.DeclareTrailer("grpc-status");
        await http.Response.BodyWriter.WriteAsync(Answer);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
