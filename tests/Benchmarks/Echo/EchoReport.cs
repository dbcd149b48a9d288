using System.Globalization;

namespace Benchmarks.Echo;

/// <summary>Prints what was measured with one body.</summary>
internal static class EchoReport
{
    public static void Print(string body, int size, IReadOnlyList<EchoSeries> series)
    {
        Console.WriteLine(Line($"{body}: {size} bytes of protobuf, {series[0].Rates.Count} rounds, median (lowest .. highest)"));
        Console.WriteLine(Line($"  {"server",-16} {"requests/s",26} {"of bare",22} {"server CPU us/request",22}"));
        foreach (var one in series)
        {
            var ratios = one.Rates.Zip(series[0].Rates, (rate, bare) => rate / bare).ToList();
            Console.WriteLine(Line(
                $"  {one.Server,-16} {Spread(one.Rates, "N0"),26} {Spread(ratios, "0.00"),22} {Median(one.ProcessorMicroseconds),22:0.0}"));
        }

        Console.WriteLine();
    }

    private static string Spread(List<double> values, string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Text(Median(values), format)} ({Text(values.Min(), format)} .. {Text(values.Max(), format)})");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
