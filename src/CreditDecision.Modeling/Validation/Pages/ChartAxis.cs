using System.Globalization;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>An axis from one value to another with round ticks.</summary>
/// <param name="IsShare">Whether ticks are per cent.</param>
internal sealed record ChartAxis(string Name, double Least, double Most, bool IsShare = false, bool HasTicks = true)
{
    private const int WantedTicks = 5;

    internal static ChartAxis Share(string name) => new(name, 0, 1, IsShare: true);

    /// <summary>From 0 to a little above the largest value, so that an empty chart has an axis too.</summary>
    internal static ChartAxis UpTo(string name, IEnumerable<double> values, bool isShare = false)
    {
        double most = values.Where(double.IsFinite).Append(0).Max();
        return new ChartAxis(name, 0, most > 0 ? most * 1.08 : 1, isShare);
    }

    internal IEnumerable<double> Ticks
    {
        get
        {
            if (!HasTicks) yield break;
            // Adding 0 takes the sign from −0.
            double step = RoundStep((Most - Least) / WantedTicks);
            for (double place = Math.Ceiling((Least / step) - 1e-9); place * step <= Most + (step * 1e-9); place++) yield return (place * step) + 0.0;
        }
    }

    /// <returns>0 at the least value, 1 at the most; what lies beyond is drawn at the end.</returns>
    internal double Place(double value) => Math.Clamp((value - Least) / (Most - Least), 0, 1);

    internal string Show(double tick) => IsShare
        ? $"{(tick * 100).ToString("0.##", CultureInfo.InvariantCulture)} %"
        : tick.ToString("0.####", CultureInfo.InvariantCulture);

    private static double RoundStep(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * (wanted / power) switch { <= 1.4 => 1, <= 3 => 2, <= 7 => 5, _ => 10 };
    }
}
