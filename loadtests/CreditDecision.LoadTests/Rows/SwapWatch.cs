using System.Diagnostics;
using CreditDecision.LoadTests.Wire;

namespace CreditDecision.LoadTests.Rows;

/// <summary>
/// Sees which strategy each answer of one replica names, across one change of it. Any number of threads.
/// </summary>
internal sealed class SwapWatch
{
    private readonly Lock _gate = new();
    private ulong _old;
    private long _returned = long.MaxValue, _firstNew, _lastOld;

    /// <summary>Answers by the old strategy to calls that were sent after the change was told to be done.</summary>
    public long Mixed { get; private set; }

    /// <summary>Calls without a decision.</summary>
    public long Failed { get; private set; }

    /// <summary>Whether an answer by another strategy than before was seen.</summary>
    public bool HasChanged => Volatile.Read(ref _firstNew) != 0;

    /// <summary>The change was told to be done: what is sent from now on must be decided by it.</summary>
    public void Returned(long timestamp) => Volatile.Write(ref _returned, timestamp);

    /// <summary>Seconds from then to the last answer by the old strategy, or to the first by the new, whichever was later.</summary>
    public double SecondsSince(long begun) => Stopwatch.GetElapsedTime(begun, Math.Max(Math.Max(_firstNew, _lastOld), begun)).TotalSeconds;

    public void Add(in Http2Connection.Call call, long now)
    {
        lock (_gate)
        {
            ulong strategy = call.Answer.StrategyHash;
            if (!call.Answer.IsOk || strategy == 0)
            {
                Failed++;
                return;
            }
            // The first answer comes before the change.
            if (_old == 0) _old = strategy;
            if (strategy != _old)
            {
                if (_firstNew == 0) Volatile.Write(ref _firstNew, now);
                return;
            }
            _lastOld = now;
            if (call.Intended > Volatile.Read(ref _returned)) Mixed++;
        }
    }
}
