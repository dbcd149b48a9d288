using System.Diagnostics;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.LoadTests.Wire;

namespace CreditDecision.LoadTests.Driving;

/// <summary>One run of a scenario against one address.</summary>
internal sealed class Load : IAsyncDisposable
{
    // Long enough for every call's deadline to pass.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Scenario _scenario;
    private readonly IBodies _pool;
    private readonly Tally _tally;
    private readonly byte[] _body;
    private readonly List<Http2Connection> _connections = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _place, _underWay, _end, _mostPlaces = long.MaxValue;
    private volatile bool _isOver;

    private Load(Scenario scenario, IBodies pool, Tally tally, long firstPlace)
    {
        (_scenario, _pool, _tally, _place) = (scenario, pool, tally, firstPlace);
        _body = new byte[pool.Longest];
    }

    /// <summary>Sees each answer and when it came; set before the run.</summary>
    public AnswerSeen? Seen { get; set; }

    public delegate void AnswerSeen(in Http2Connection.Call call, long now);

    /// <summary>Calls that were sent and not answered yet.</summary>
    public long UnderWay => Math.Max(0, Interlocked.Read(ref _underWay));

    /// <summary>Places of the run that were used up; the next run on the same store goes on from there.</summary>
    public long Places => Interlocked.Read(ref _place);

    /// <param name="path">The gRPC method's path.</param>
    /// <param name="firstPlace">Where a run before ended; 0 for the first.</param>
    public static async Task<Load> OpenAsync(
        Scenario scenario, IBodies pool, Tally tally, IReadOnlyList<Uri> addresses, string path, long firstPlace, CancellationToken cancellation)
    {
        var load = new Load(scenario, pool, tally, firstPlace);
        // Each replica gets its share of the connections, and at least one.
        for (int i = 0; i < Math.Max(scenario.Connections, addresses.Count); i++)
            load._connections.Add(await Http2Connection.OpenAsync(addresses[i % addresses.Count], path, load.Answered, cancellation));
        return load;
    }

    /// <summary>Sends so many of a closed load, however long that takes.</summary>
    public Task RunAsync(long calls, CancellationToken cancellation)
    {
        _mostPlaces = Places + calls;
        return RunAsync(cancellation);
    }

    /// <summary>Sends until the scenario is over and then waits for what is under way.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        _tally.Begin(begin);
        _end = begin + (long)(_scenario.Length * Stopwatch.Frequency);
        // One more than are under way, so that it is not over before its time; not where the number of calls says when it is.
        if (_mostPlaces == long.MaxValue) Interlocked.Increment(ref _underWay);
        if (_scenario.Kind == LoadKind.Closed) BeginClosed();
        else await Task.Factory.StartNew(() => RunOpen(begin, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_scenario.Kind == LoadKind.Closed) await Task.WhenAny(_empty.Task, Task.Delay(TimeSpan.FromSeconds(_scenario.Length), cancellation));
        _isOver = true;
        if (_mostPlaces == long.MaxValue) Finish();
        try
        {
            await _empty.Task.WaitAsync(LongestWait, cancellation);
        }
        catch (TimeoutException)
        {
            // Answers that never come are the worst that a service can do; they count, and the run goes on to its report.
            _tally.Unanswered(UnderWay);
        }
        _tally.End(Stopwatch.GetTimestamp());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Http2Connection connection in _connections) await connection.DisposeAsync();
    }

    private void BeginClosed()
    {
        for (int i = 0; i < _scenario.Callers; i++)
        {
            Interlocked.Increment(ref _underWay);
            Send(Stopwatch.GetTimestamp());
        }
    }

    private void RunOpen(long begin, CancellationToken cancellation)
    {
        var schedule = new ArrivalSchedule(_scenario.Rate);
        while (schedule.TryNext(out double seconds) && !cancellation.IsCancellationRequested)
        {
            long intended = begin + (long)(seconds * Stopwatch.Frequency);
            PreciseWait.Until(intended);
            Interlocked.Increment(ref _underWay);
            Send(intended);
        }
    }

    private void Send(long intended)
    {
        long place = Interlocked.Increment(ref _place) - 1, number = _pool.NumberAt(place);
        Span<byte> body = stackalloc byte[8_192];
        if (_body.Length > body.Length) body = new byte[_body.Length];
        int length = _pool.Write(number, body);
        var call = new Http2Connection.Call(number, intended);
        _connections[(int)(place % _connections.Count)].Send(body[..length], call);
        if (!_pool.IsRetried(number)) return;
        Interlocked.Increment(ref _underWay);
        _connections[(int)((place + 1) % _connections.Count)].Send(body[..length], call with { IsExtra = true });
    }

    private void Answered(in Http2Connection.Call call)
    {
        long now = Stopwatch.GetTimestamp();
        _tally.Add(now - call.Intended, now, call.Place, call.Answer, _pool);
        Seen?.Invoke(call, now);
        // A caller whose connection is gone has nobody to call.
        if (_scenario.Kind == LoadKind.Closed && !call.IsExtra && !_isOver && now < _end && call.Answer != GrpcAnswer.Broken && Places < _mostPlaces) Send(now);
        else Finish();
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _underWay) == 0) _empty.TrySetResult();
    }
}
