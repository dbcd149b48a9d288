using Grpc.InteropServer;

// Serves the public gRPC interoperability tests: `Grpc.InteropServer --port N`; 0, the default, is a free port, which is printed.
if (!InteropHost.TryReadPort(args, out var port, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine("usage: Grpc.InteropServer [--port N]    N from 0 to 65535; 0 is a free port");
    return 2;
}

await using var app = InteropHost.Build(port);
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.Single()}");
await app.WaitForShutdownAsync();
return 0;
