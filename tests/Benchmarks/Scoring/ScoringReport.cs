using System.Globalization;

namespace Benchmarks.Scoring;

/// <summary>Prints what was measured, and whether the targets are met.</summary>
internal static class ScoringReport
{
    private const double TimesXgboost = 4;
    private const double TimesOnnxRuntime = 5;
    private const double OfFloor = 1.5;

    /// <summary>The targets are held by the median over the rounds of the ratio of medians.</summary>
    /// <returns>Whether all are met.</returns>
    public static bool Print(List<ScoringSeries> series, ScoringOptions options)
    {
        Console.WriteLine(Line($"One row, us, {options.Rounds} rounds{(options.Disturbed ? ", 4 MiB of other memory touched before each row" : "")}; median of the rounds' p50 (lowest .. highest), mean and p99"));
        var areMet = true;
        foreach (var one in series)
        {
            var shape = one.Model.Shape;
            Console.WriteLine(Line($"\nModel {one.Name}: {shape.Trees} trees, depth {shape.Depth}, {shape.Nodes:N0} nodes"));
            Print("ours", one.Ours);
            Print("native floor, packed8 x16", one.Floor);
            Print("XGBoost, reused proxy", one.Xgboost);
            Print("ONNX Runtime, C interface", one.OnnxRuntime);
            areMet &= Target("of the native floor", one.Ours, one.Floor, ratio => ratio <= OfFloor, $"<= {OfFloor}");
            areMet &= Target("times as fast as XGBoost", one.Xgboost, one.Ours, ratio => ratio >= TimesXgboost, $">= {TimesXgboost}");
            // On model A most of what ONNX Runtime takes is the call itself: no target.
            if (one.Name == "A") Compare("times as fast as ONNX Runtime", one.OnnxRuntime, one.Ours, _ => "no target");
            else areMet &= Target("times as fast as ONNX Runtime", one.OnnxRuntime, one.Ours, ratio => ratio >= TimesOnnxRuntime, $">= {TimesOnnxRuntime}");
        }

        return areMet;
    }

    private static void Print(string engine, List<Timing> rounds) => Console.WriteLine(Line(
        $"  {engine,-30} {Spread([.. rounds.Select(round => round.P50)]),26}  mean {Median(rounds.Select(round => round.Mean)),7:0.00}  p99 {Median(rounds.Select(round => round.P99)),7:0.00}"));

    private static bool Target(string what, List<Timing> above, List<Timing> below, Func<double, bool> isMet, string target) =>
        isMet(Compare(what, above, below, ratio => $"target {target}: {(isMet(ratio) ? "met" : "MISSED")}"));

    private static double Compare(string what, List<Timing> above, List<Timing> below, Func<double, string> verdict)
    {
        List<double> ratios = [.. above.Zip(below, (one, other) => one.P50 / other.P50)];
        var means = Median(above.Zip(below, (one, other) => one.Mean / other.Mean));
        var ratio = Median(ratios);
        Console.WriteLine(Line($"  {what,-30} {Spread(ratios),26}  mean {means,7:0.00}  {verdict(ratio)}"));
        return ratio;
    }

    private static string Spread(List<double> values) => Line($"{Median(values):0.00} ({values.Min():0.00} .. {values.Max():0.00})");

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
