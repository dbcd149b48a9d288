using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Scoring;

/// <summary>The peers that are programs of their own: each measures all models by itself and prints a line for each engine and model.</summary>
internal static class ScoringPeers
{
    public const string Floor = "native packed8 branch-free x16 interleaved";

    public const string Xgboost = "xgboost-capi-inplace + reused proxy DMatrix";

    /// <summary>What a peer measured.</summary>
    /// <exception cref="InvalidOperationException">It failed, or printed none of what it is known for.</exception>
    public static async Task<Dictionary<(string Engine, string Model), Timing>> RunAsync(string program, string wanted, ScoringOptions options)
    {
        var start = new ProcessStartInfo(Path.Combine(options.Peers, "bin", program), [options.Peers]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        if (options.Disturbed) start.Environment["COLD"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var timings = output.Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length >= 6)
            .ToDictionary(fields => (fields[0].Replace("@cold", "", StringComparison.Ordinal), fields[1]), TimingOf);
        if (process.ExitCode != 0 || !timings.Keys.Any(key => key.Item1 == wanted))
            throw new InvalidOperationException($"{program} measured no \"{wanted}\":\n{output}{await errors}");
        return timings;
    }

    public static string OnnxRuntimeLibrary(string peers) =>
        Directory.GetFiles(Path.Combine(peers, "ort", "node_modules", "onnxruntime-node", "bin"), "libonnxruntime.so.1", SearchOption.AllDirectories)
            .FirstOrDefault(path => path.Contains("x64", StringComparison.Ordinal))
        ?? throw new InvalidOperationException("onnxruntime-node has no library for this machine.");

    private static Timing TimingOf(string[] fields) => new(Number(fields[3]), Number(fields[4]), Number(fields[5]));

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
