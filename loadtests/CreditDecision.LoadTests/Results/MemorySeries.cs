namespace CreditDecision.LoadTests.Results;

/// <summary>Looks at the memory of processes every few seconds and says whether it grows.</summary>
internal sealed class MemorySeries : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    // What comes and goes between two collections of garbage is more than a shorter run can tell from growth.
    private const int FewestSamples = 30;

    // A process that grows by more than this in a day would have to be restarted.
    private const double MostMegabytesAnHour = 4;

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
            // The first third is when pools fill and code is compiled.
            (double Minutes, double Megabytes)[] last = series[(series.Length / 3)..];
            double slope = SlopeOf(last) * 60;
            Console.WriteLine(
                $"  memory of {name}: {series[0].Megabytes:0} MB at first, {last[0].Megabytes:0} after a third, {series[^1].Megabytes:0} at last, most {series.Max(each => each.Megabytes):0}; "
                + $"{slope:+0.0;-0.0} MB an hour over the last two thirds: {(slope <= MostMegabytesAnHour ? "flat" : "GROWS")}");
            int step = Math.Max(1, series.Length / 30);
            Console.WriteLine("    " + string.Join(' ', series.Where((_, i) => i % step == 0).Select(each => $"{each.Minutes:0}m:{each.Megabytes:0}")));
        }
    }

    /// <summary>Least squares.</summary>
    public static double SlopeOf(IReadOnlyList<(double X, double Y)> points)
    {
        double meanX = points.Average(point => point.X), meanY = points.Average(point => point.Y);
        double spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        return spread == 0 ? 0 : points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
    }

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
