using System.Diagnostics;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// Says whether waiting a moment for more decisions is worth it: where several come in that moment, one transaction for all of them costs the server a
/// part of what one for each would. Where few come nobody waits, and where many wait already neither. Arithmetic only; used by one loop at a time.
/// </summary>
internal sealed class GatheringPace(LedgerOptions options)
{
    // How far the newest look moves what is known of the rate.
    private const double Weight = 0.2;

    // Fewer than so many in a moment are not worth waiting for.
    private const double FewestGained = 2;

    private double _perMillisecond;
    private long _last;

    /// <param name="waiting">Decisions in the queue.</param>
    /// <returns>Null where it is better to begin at once.</returns>
    public TimeSpan? Wait(int waiting)
    {
        double gained = _perMillisecond * options.GatherMilliseconds;
        // As many as would come wait already.
        bool isWorthIt = options.GatherMilliseconds > 0 && gained >= FewestGained && waiting < gained && waiting < options.BatchLength / 4;
        return isWorthIt ? TimeSpan.FromMilliseconds(options.GatherMilliseconds) : null;
    }

    /// <summary>A batch of so many was taken.</summary>
    public void Took(int decisions, long timestamp)
    {
        double milliseconds = Math.Max(0.01, Stopwatch.GetElapsedTime(_last, timestamp).TotalMilliseconds);
        if (_last != 0) _perMillisecond += Math.Min(1, Weight * Math.Max(1, milliseconds)) * ((decisions / milliseconds) - _perMillisecond);
        _last = timestamp;
    }
}
