namespace Benchmarks.Echo;

/// <summary>
/// Unary echo through our gRPC against a bare Kestrel handler. The servers run side by side and are loaded in turn, round by round, so
/// that whatever else the machine does meets all of them alike; the ratio is taken within each round, and its median is reported.
/// </summary>
internal static class EchoBenchmark
{
    /// <summary>Enough for the runtime's tiered compilation to settle on what it sees.</summary>
    private const int WarmUpRequests = 60_000;

    public static async Task<int> RunAsync(EchoOptions options)
    {
        if (!H2Load.IsInstalled())
        {
            Console.Error.WriteLine("h2load is not installed. It is part of nghttp2: on Debian, `apt-get install nghttp2-client`.");
            return 1;
        }

        try
        {
            foreach (var body in await MeasureAsync(options)) EchoReport.Print(body.Name, body.Bytes, body.Series);
            return 0;
        }
        catch (InvalidOperationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    /// <returns>For each body what was measured of each server, the bare handler first and ours second.</returns>
    /// <exception cref="InvalidOperationException">A server did not start, or a call failed.</exception>
    public static async Task<IReadOnlyList<EchoBody>> MeasureAsync(EchoOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("echo-benchmark-").FullName;
        var servers = new List<ChildServer>();
        try
        {
            var own = typeof(EchoBenchmark).Assembly.Location;
            servers.Add(await ChildServer.StartAsync("bare Kestrel", own, "bare"));
            servers.Add(await ChildServer.StartAsync("our gRPC", own, "grpc"));
            if (options.AspNetCore)
                servers.Add(await ChildServer.StartAsync("Grpc.AspNetCore", await PackagesBuild.MakeAsync(folder), "grpc"));

            var bodies = new List<EchoBody>();
            foreach (var (name, size, file) in EchoBodies.Write(folder))
                bodies.Add(new EchoBody(name, size, await MeasureAsync(servers, file, options)));

            return bodies;
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<EchoSeries>> MeasureAsync(List<ChildServer> servers, string body, EchoOptions options)
    {
        var series = servers.ConvertAll(server => new EchoSeries(server.Name, [], []));
        foreach (var server in servers)
            await H2Load.RunAsync(WarmUpRequests, body, Url(server));

        for (var round = 0; round < options.Rounds; round++)
        {
            // The order turns with the round: none always runs on the heels of the same other.
            for (var turn = 0; turn < servers.Count; turn++)
            {
                var index = (turn + round) % servers.Count;
                var before = servers[index].ProcessorTime;
                series[index].Rates.Add(await H2Load.RunAsync(options.Requests, body, Url(servers[index])));
                series[index].ProcessorMicroseconds.Add((servers[index].ProcessorTime - before).TotalMicroseconds / options.Requests);
            }
        }

        return series;
    }

    private static Uri Url(ChildServer server) => new(server.Address, "/benchmarks.echo.Echo/Say");
}

/// <summary>What was measured with one body.</summary>
internal sealed record EchoBody(string Name, int Bytes, IReadOnlyList<EchoSeries> Series);

/// <summary>What was measured of one server with one body, a value for each round.</summary>
internal sealed record EchoSeries(string Server, List<double> Rates, List<double> ProcessorMicroseconds);
