using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Benchmarks.Design;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Rows;

/// <summary>
/// Holds this generator against one that is not ours (h2load of nghttp2): both send the same recorded request over as many connections with as many calls
/// under way, in turn; what they find must agree. One request again and again is the same application again and again: the service answers it
/// from its store, so it is the generators that are compared and not decisions.
/// </summary>
internal sealed partial class CrossCheck(Runner runner, byte[] body, int rounds, int seconds)
{
    private const int Connections = 8, CallsOnEach = 16;
    private const double MostDifference = 0.15;

    /// <exception cref="InvalidOperationException">h2load cannot be run, or calls of it failed.</exception>
    public async Task<DesignRow> RunAsync(string what, Uri server, string path, CancellationToken cancellation)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, body, cancellation);
            List<double> ours = [], theirs = [];
            for (int round = 0; round < rounds; round++)
            {
                ours.Add(await OwnAsync(server, path, cancellation));
                theirs.Add(await H2LoadAsync(file, new Uri(server, path), cancellation));
            }
            double own = Middle(ours), other = Middle(theirs), ratio = own / other;
            return DesignRow.Of(
                $"this generator beside h2load, {what}", "within 15 %", $"{own:N0} and {other:N0} a second", $"{ratio:0.00} x", Math.Abs(ratio - 1) <= MostDifference);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<double> OwnAsync(Uri server, string path, CancellationToken cancellation)
    {
        Scenario scenario = runner.Closed("cross-check", Connections * CallsOnEach, seconds) with { Connections = Connections };
        var tally = new Tally(seconds);
        await using Load load = await Load.OpenAsync(scenario, new FixedBodies([body]), tally, [server], path, 0, cancellation);
        await load.RunAsync(cancellation);
        RunResult result = tally.Result("cross-check", server.ToString());
        return result.Wrong == 0 ? result.PerSecond : throw new InvalidOperationException($"{result.Wrong} calls of this generator failed: {string.Join(", ", result.Statuses)}");
    }

    private async Task<double> H2LoadAsync(string file, Uri url, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-c", Text(Connections), "-m", Text(CallsOnEach), "-t", "1", "-D", Text(seconds), "--warm-up-time", "1", "-d", file, "-H", "content-type: application/grpc", "-H", "te: trailers", url.ToString(),
        ];
        using Process process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("h2load does not start.");
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Match rate = Rate().Match(output), failed = Failed().Match(output);
        if (process.ExitCode != 0 || !rate.Success) throw new InvalidOperationException($"h2load ended with {process.ExitCode}: {output}");
        // Calls that the end of its time cuts off count as neither.
        if (failed.Success && failed.Groups[1].Value != "0") throw new InvalidOperationException($"calls of h2load failed: {output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in [^,]*, ([0-9.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"([0-9]+) failed,")]
    private static partial Regex Failed();
}
