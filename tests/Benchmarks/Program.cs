using Benchmarks.Echo;

return args switch
{
    ["echo", .. var rest] when EchoOptions.TryParse(rest, out var options) => await EchoBenchmark.RunAsync(options),
    ["serve", var kind] when EchoServers.Find(kind) is { } build => await EchoServers.ServeAsync(build()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Benchmarks echo [--rounds N] [--requests N] [--aspnetcore]
          Compares unary echo through our gRPC with a bare Kestrel HTTP/2 handler, in interleaved rounds of h2load.
          --rounds      rounds to run, 5 by default
          --requests    requests in each measurement, 100000 by default
          --aspnetcore  also build and measure the same echo on Grpc.AspNetCore, where the feed serves it
        """);
    return 2;
}
