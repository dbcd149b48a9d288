using System.Diagnostics;

namespace CreditDecision.Service.Backtests;

/// <summary>What a worker does with one record, in this order.</summary>
internal enum Step
{
    Unspecified = 0,
    /// <summary>Getting the record out of the store.</summary>
    Read,
    /// <summary>Deciphering the evidence.</summary>
    Open,
    /// <summary>Reading the request out of it.</summary>
    Parse,
    /// <summary>Checking it as the border does.</summary>
    Check,
    Decide,
    Tally,
}

/// <summary>Where the time of one worker goes. Each step's time runs from the mark before it.</summary>
internal sealed class StepClock
{
    private readonly long[] _ticks = new long[(int)Step.Tally + 1];
    private long _last = Stopwatch.GetTimestamp();

    public void Mark(Step step)
    {
        long now = Stopwatch.GetTimestamp();
        _ticks[(int)step] += now - _last;
        _last = now;
    }

    public TimeSpan Of(Step step) => Stopwatch.GetElapsedTime(0, _ticks[(int)step]);
}
