using System.Globalization;
using CreditDecision.LoadTests.Results;

namespace CreditDecision.LoadTests.Driving;

/// <summary>A line each second that says how a run goes.</summary>
internal sealed class LiveLine : IDisposable
{
    private readonly Timer _timer;
    private double _last = -1;

    public LiveLine(Tally tally, Load load) => _timer = new Timer(_ => Tell(tally.LastSecond, load.UnderWay), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public void Dispose() => _timer.Dispose();

    private void Tell(Slice? last, long underWay)
    {
        if (last is null || last.AtSecond <= _last) return;
        _last = last.AtSecond;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {last.AtSecond,5:0} s  {last.PerSecond,7:0}/s meant  {last.AnsweredPerSecond,7:0}/s answered  p50 {last.P50Ms,7:0.00}  p99 {last.P99Ms,8:0.00} ms  under way {underWay,5}  wrong {last.Wrong}  explained {last.Excused}"));
    }
}
