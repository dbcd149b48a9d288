using System.Text.Json;
using Benchmarks.Echo;
using Benchmarks.Scoring;
using CreditDecision.Service.Strategies;

namespace Benchmarks.Design;

/// <summary>The rows of the design that need no running service, one after the other, for the table of <c>loadtests/run</c>.</summary>
internal static class DesignBenchmark
{
    private const int EchoRequests = 40_000;
    private const double EchoShare = 0.85;

    public static async Task<int> RunAsync(DesignOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder(options.Content), out var problems);
        if (book is null)
        {
            Console.Error.WriteLine(string.Join('\n', problems));
            return 1;
        }

        List<DesignRow> rows = [.. await ScoringAsync(options), .. PureDecision.Rows(book, options.Rounds), .. await EchoAsync(options), .. Growth.Rows(book, options)];
        await File.WriteAllTextAsync(options.Output, JsonSerializer.Serialize(rows));
        return rows.All(row => row.IsMet != false) ? 0 : 1;
    }

    private static async Task<IEnumerable<DesignRow>> ScoringAsync(DesignOptions options)
    {
        const string What = "one row through 300 trees of depth 6, XGBoost's own bits";
        if (options.Peers.Length == 0) return [DesignRow.NotMeasured(What, "5 x ONNX Runtime, 4 x XGBoost, 1.5 x the native floor", "needs --scoring-peers, the built programs to stand beside")];
        try
        {
            var series = await ScoringBenchmark.MeasureAsync(new ScoringOptions(options.Peers, options.Rounds, false));
            var one = series.Single(model => model.Name == "B");
            double ours = Median(one.Ours), floor = Median(one.Floor), xgboost = Median(one.Xgboost), onnx = Median(one.OnnxRuntime);
            return
            [
                DesignRow.Of($"{What}, beside ONNX Runtime", ">= 5 x as fast", $"{ours:0.00} us beside {onnx:0.00}", $"{onnx / ours:0.00} x", onnx / ours >= 5),
                DesignRow.Of($"{What}, beside XGBoost", ">= 4 x as fast", $"{ours:0.00} us beside {xgboost:0.00}", $"{xgboost / ours:0.00} x", xgboost / ours >= 4),
                DesignRow.Of($"{What}, beside the native floor", "<= 1.5 x its time", $"{ours:0.00} us beside {floor:0.00}", $"{ours / floor:0.00} x", ours / floor <= 1.5),
            ];
        }
        catch (InvalidOperationException failure)
        {
            // Other bits than XGBoost's end here too, and are no row that could be left out.
            return [new DesignRow(What, "the same bits", failure.Message, "", false)];
        }
    }

    private static async Task<IEnumerable<DesignRow>> EchoAsync(DesignOptions options)
    {
        if (!H2Load.IsInstalled()) return [DesignRow.NotMeasured("unary echo", ">= 85 % of the bare handler", "needs h2load (Debian: nghttp2-client)")];
        var measured = await EchoBenchmark.MeasureAsync(new EchoOptions(options.Rounds, EchoRequests, AspNetCore: false));
        return measured.Select(body =>
        {
            var ratio = Middle(body.Series[1].Rates.Zip(body.Series[0].Rates, (ours, bare) => ours / bare));
            return DesignRow.Of(
                $"unary echo, {body.Bytes} bytes", ">= 85 % of the bare handler", $"{Middle(body.Series[1].Rates):N0} a second", $"{ratio:P0} of {Middle(body.Series[0].Rates):N0}", ratio >= EchoShare);
        });
    }

    private static double Median(List<Timing> rounds) => Middle(rounds.Select(round => round.P50));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
