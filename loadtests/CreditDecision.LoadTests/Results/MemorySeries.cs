namespace CreditDecision.LoadTests.Results;

/// <summary>Looks at the memory of processes every few seconds and says whether it grows.</summary>
internal sealed class MemorySeries : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    // What comes and goes between two collections of garbage is more than a shorter run can tell from growth.
    private const int FewestSamples = 30;

    // A process that grows by more than this in a day would have to be restarted.
    private const double MostMegabytesAnHour = 4;

    private static readonly string[] Stores = ["postgresql", "redis"];

    private readonly IReadOnlyDictionary<string, int> _watched;
    private readonly Dictionary<string, List<(double Minutes, double Megabytes)>> _series;
    private readonly Timer _timer;
    private int _count;

    public MemorySeries(IReadOnlyDictionary<string, int> watched)
    {
        _watched = watched;
        _series = watched.Keys.ToDictionary(name => name, _ => new List<(double, double)>());
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, Between);
    }

    public void Dispose() => _timer.Dispose();

    public void Print()
    {
        _timer.Change(Timeout.Infinite, Timeout.Infinite);
        foreach ((string name, List<(double Minutes, double Megabytes)> all) in _series)
        {
            (double Minutes, double Megabytes)[] series;
            lock (all) series = [.. all];
            if (series.Length < FewestSamples) continue;
            // A store holds more with every decision; what it takes is told, and is no leak.
            string verdict = Stores.Contains(name) ? "" : $"{GrowthOf(series):+0.0;-0.0;0.0} MB an hour from the second third to the last: {(GrowthOf(series) <= MostMegabytesAnHour ? "flat" : "GROWS")}";
            Console.WriteLine(
                $"  memory of {name}: {series[0].Megabytes:0} MB at first, {series[series.Length / 3].Megabytes:0} after a third, {series[^1].Megabytes:0} at last, most {series.Max(each => each.Megabytes):0}; {verdict}");
            int step = Math.Max(1, series.Length / 30);
            Console.WriteLine("    " + string.Join(' ', series.Where((_, i) => i % step == 0).Select(each => $"{each.Minutes:0}m:{each.Megabytes:0}")));
        }
    }

    /// <summary>
    /// Megabytes an hour, from the median of the second third to that of the last. The first third is when pools fill and code is compiled; medians,
    /// because between two collections of garbage any one moment may be off.
    /// </summary>
    public static double GrowthOf(IReadOnlyList<(double Minutes, double Megabytes)> series)
    {
        int third = series.Count / 3;
        if (third == 0) return 0;
        (double Minutes, double Megabytes)[] second = [.. series.Skip(third).Take(third)], last = [.. series.Skip(2 * third)];
        double minutes = last.Average(each => each.Minutes) - second.Average(each => each.Minutes);
        return minutes <= 0 ? 0 : (Median(last) - Median(second)) / minutes * 60;
    }

    private static double Median((double Minutes, double Megabytes)[] part) => part.Select(each => each.Megabytes).Order().ElementAt(part.Length / 2);

    private void Look()
    {
        double minutes = _count++ * Between.TotalMinutes;
        foreach ((string name, int process) in _watched)
        {
            double megabytes = ProcessUse.Of(process).ResidentBytes / 1e6;
            lock (_series[name]) _series[name].Add((minutes, megabytes));
        }
    }
}
