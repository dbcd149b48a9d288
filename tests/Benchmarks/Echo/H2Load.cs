using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Echo;

/// <summary>h2load of nghttp2: a load generator that knows nothing of gRPC and is not ours.</summary>
internal static partial class H2Load
{
    private const int Connections = 8;
    private const int StreamsPerConnection = 16;

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("h2load", "--version") { RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The command of one load, as it is run.</summary>
    public static string[] Arguments(int requests, string bodyFile, Uri url) =>
    [
        "-n", requests.ToString(CultureInfo.InvariantCulture), "-c", $"{Connections}", "-m", $"{StreamsPerConnection}", "-t", "1",
        $"--data={bodyFile}", "-H", "content-type: application/grpc", "-H", "te: trailers", url.ToString(),
    ];

    /// <summary>Requests per second of one load.</summary>
    /// <exception cref="InvalidOperationException">Not every request succeeded.</exception>
    public static async Task<double> RunAsync(int requests, string bodyFile, Uri url)
    {
        using var process = Process.Start(new ProcessStartInfo("h2load", Arguments(requests, bodyFile, url)) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var succeeded = Succeeded().Match(output);
        var rate = Rate().Match(output);
        if (process.ExitCode != 0 || !rate.Success || succeeded.Groups[1].Value != requests.ToString(CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"h2load {string.Join(' ', Arguments(requests, bodyFile, url))} failed:\n{output}");

        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"([\d.]+) req/s")]
    private static partial Regex Rate();
}
