using System.Runtime.InteropServices;
using CreditDecision.Core.Scoring.Trees;

namespace Benchmarks.Scoring;

/// <summary>
/// One row through three models of XGBoost: ours, XGBoost's and ONNX Runtime's C interfaces, and a native walk of packed nodes. All are
/// measured in turn, round by round, so that whatever else the machine does meets all of them alike; the ratio is taken within each round.
/// </summary>
internal static class ScoringBenchmark
{
    private static readonly string[] Models = ["A", "B", "C"];

    public static async Task<int> RunAsync(ScoringOptions options)
    {
        try
        {
            return ScoringReport.Print(await MeasureAsync(options), options) ? 0 : 1;
        }
        catch (InvalidOperationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    /// <exception cref="InvalidOperationException">A row has other bits than XGBoost's, or a peer cannot be run.</exception>
    public static async Task<List<ScoringSeries>> MeasureAsync(ScoringOptions options)
    {
        var rows = ReadFloats(options, "bench.f32");
        var onnx = new OnnxRuntimeInterface(ScoringPeers.OnnxRuntimeLibrary(options.Peers));
        var series = new List<ScoringSeries>();
        foreach (var name in Models) series.Add(Open(options, name, rows, onnx));
        Console.WriteLine($"ONNX Runtime {onnx.Version}; all rows have XGBoost's own bits.");
        for (var round = 0; round < options.Rounds; round++) await MeasureAsync(series, rows.Length, round, options);
        return series;
    }

    private static ScoringSeries Open(ScoringOptions options, string name, float[] rows, OnnxRuntimeInterface onnx)
    {
        var path = Path.Combine(options.Peers, "models", name);
        var model = (TreeEnsemble)TreeEnsembleScorer.Read(path + ".json").Model;
        var inputs = model.Inputs.Count;
        var ours = new TreeEnsembleScorer(model, Array.ConvertAll(rows, value => (double)value));
        using var xgboost = new XgboostScorer(path + ".json", rows, inputs);
        ScoringBits.AssertSame(name, ours, xgboost, rows.Length / inputs);
        ScoringBits.AssertFiles(name, model, ReadFloats(options, "test.f32"), ReadFloats(options, $"pred_{name}_margin.f32"), ReadFloats(options, $"pred_{name}_prob.f32"));
        return new ScoringSeries(name, model, ours, new OnnxRuntimeScorer(onnx, path + ".raw.onnx", rows, inputs));
    }

    private static async Task MeasureAsync(List<ScoringSeries> series, int values, int round, ScoringOptions options)
    {
        foreach (var one in series)
        {
            var rows = values / one.Model.Inputs.Count;
            // The order turns with the round: none always runs on the heels of the same other.
            if (round % 2 == 0) one.Ours.Add(RowTimer.Measure(one.Scorer, rows, options.Disturbed));
            one.OnnxRuntime.Add(RowTimer.Measure(one.Onnx, rows, options.Disturbed));
            if (round % 2 == 1) one.Ours.Add(RowTimer.Measure(one.Scorer, rows, options.Disturbed));
        }

        var native = await ScoringPeers.RunAsync("native", ScoringPeers.Floor, options);
        var xgboost = await ScoringPeers.RunAsync("xgb_bench", ScoringPeers.Xgboost, options);
        foreach (var one in series)
        {
            one.Floor.Add(native[(ScoringPeers.Floor, one.Name)]);
            one.Xgboost.Add(xgboost[(ScoringPeers.Xgboost, one.Name)]);
        }
    }

    private static float[] ReadFloats(ScoringOptions options, string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(options.Peers, "data", name))).ToArray();
}

/// <summary>What was measured of one model, a timing for each round.</summary>
internal sealed record ScoringSeries(string Name, TreeEnsemble Model, IRowScorer Scorer, IRowScorer Onnx)
{
    public List<Timing> Ours { get; } = [];

    public List<Timing> Floor { get; } = [];

    public List<Timing> Xgboost { get; } = [];

    public List<Timing> OnnxRuntime { get; } = [];
}
