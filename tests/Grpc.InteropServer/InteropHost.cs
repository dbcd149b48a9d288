using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grpc.InteropServer;

/// <summary>Builds the interop server, for the program and for tests that host it themselves.</summary>
public static class InteropHost
{
    /// <summary>Reads "--port N" or "--port=N".</summary>
    public static bool TryReadPort(string[] args, out int port, out string error)
    {
        port = 0;
        error = "";
        var value = args switch
        {
            [] => "0",
            ["--port", var given] => given,
            [var joined] when joined.StartsWith("--port=", StringComparison.Ordinal) => joined["--port=".Length..],
            _ => null,
        };
        if (value is null)
            error = $"arguments not understood: {string.Join(' ', args)}";
        else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > IPEndPoint.MaxPort)
            error = $"--port: '{value}' is not a port";

        return error.Length == 0;
    }

    /// <summary>A server on 127.0.0.1, without TLS; port 0 is a free one.</summary>
    public static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.ResponseCompressionAlgorithm = "gzip");
        builder.Services.AddSingleton<InteropService>();
        var app = builder.Build();
        app.MapGrpcService<InteropService>();
        return app;
    }
}
