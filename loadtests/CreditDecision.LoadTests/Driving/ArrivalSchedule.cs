using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Driving;

/// <summary>
/// When applications come: evenly, at the rate that the profile has at that moment. The n-th comes when the area under the profile reaches n.
/// </summary>
internal sealed class ArrivalSchedule(IReadOnlyList<RateStep> profile)
{
    private int _step;
    private double _begin, _before;
    private long _next;

    /// <param name="seconds">After the beginning; never earlier than the one before.</param>
    /// <returns>False where the profile is over.</returns>
    public bool TryNext(out double seconds)
    {
        seconds = 0;
        while (_step < profile.Count && _next - _before >= profile[_step].Arrivals)
        {
            _before += profile[_step].Arrivals;
            _begin += profile[_step].Seconds;
            _step++;
        }
        if (_step == profile.Count) return false;
        seconds = _begin + After(profile[_step], _next - _before);
        _next++;
        return true;
    }

    // Solves from * t + (to - from) / (2 * length) * t * t = arrivals.
    private static double After(RateStep step, double arrivals)
    {
        double slope = (step.To - step.From) / step.Seconds;
        if (Math.Abs(slope) < 1e-9) return arrivals / step.From;
        return (Math.Sqrt(Math.Max(0, step.From * step.From + 2 * slope * arrivals)) - step.From) / slope;
    }
}
