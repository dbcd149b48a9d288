using System.Threading.Channels;

namespace CreditDecision.Service.Shadowing;

/// <summary>
/// Decisions that wait to be asked of their shadows. Whoever offers one never waits: a full queue leaves it out, which is counted and now
/// and then logged. A shadow is not a decision.
/// </summary>
public sealed class ShadowIntake(ShadowOptions options, ShadowLog log, TimeProvider time)
{
    /// <summary>A queue that stays full would otherwise write a line for each decision.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Channel<ShadowJob> _jobs = Channel.CreateBounded<ShadowJob>(
        new BoundedChannelOptions(options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _left;
    private long _logged;
    private long _lastLogged = long.MinValue;

    /// <summary>Decisions that wait now.</summary>
    public int Waiting => _jobs.Reader.Count;

    /// <summary>Decisions that were left out since the start.</summary>
    public long LeftOut => Interlocked.Read(ref _left);

    internal ChannelReader<ShadowJob> Jobs => _jobs.Reader;

    internal void Offer(ShadowJob? job)
    {
        if (job is not null && !_jobs.Writer.TryWrite(job)) LeaveOut(1);
    }

    /// <summary>Counts what was accepted and will not be asked or kept after all.</summary>
    internal void LeaveOut(int decisions)
    {
        long all = Interlocked.Add(ref _left, decisions);
        long now = time.GetTimestamp(), last = Interlocked.Read(ref _lastLogged);
        bool due = last == long.MinValue || time.GetElapsedTime(last, now) >= LogInterval;
        // One of those who see that it is due writes the line.
        if (!due || Interlocked.CompareExchange(ref _lastLogged, now, last) != last) return;
        log.LeftOut(all - Interlocked.Exchange(ref _logged, all), all, options.QueueLength, options.MostPerSecond);
    }

    /// <summary>Takes no more.</summary>
    internal void Close() => _jobs.Writer.TryComplete();
}
