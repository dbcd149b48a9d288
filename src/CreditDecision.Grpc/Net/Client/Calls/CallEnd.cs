using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>How a call ends: the first to say so wins. Holds the timer of the deadline and the token that stops the transport.</summary>
#pragma warning disable CA1001 // A source without timer or wait handle holds nothing to release, and callers often do not dispose of calls.
internal sealed class CallEnd
#pragma warning restore CA1001
{
    public static readonly Status CancelledByCaller = new(StatusCode.Cancelled, "Call canceled by the client.");

    /// <summary>What a timer can hold; a deadline beyond it is sent to the server and not watched here.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly CancellationTokenRegistration _channel;
    private readonly ITimer? _timer;
    private readonly Lock _gate = new();

    public CallEnd(CallOptions options, CancellationToken channelClosed)
    {
        Timeout = TimeoutUntil(options.Deadline);
        if (options.CancellationToken.CanBeCanceled)
            _caller = options.CancellationToken.Register(() => TryCancel(CancelledByCaller));

        _channel = channelClosed.Register(() => TryCancel(new Status(StatusCode.Cancelled, "gRPC call disposed.")));
        if (Timeout is { } timeout && timeout < LongestTimer)
        {
            if (timeout == TimeSpan.Zero)
                TryCancel(new Status(StatusCode.DeadlineExceeded, ""));
            else
                _timer = TimeProvider.System.CreateTimer(_ => TryCancel(new Status(StatusCode.DeadlineExceeded, "")), null, timeout, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Time that the call had when it started; null is all of it.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Set when the call was given up.</summary>
    public CancellationToken Token => _stop.Token;

    public Status? Status { get; private set; }

    public Metadata? Trailers { get; private set; }

    public void ThrowIfEnded()
    {
        if (Status is { } status)
            throw new RpcException(status);
    }

    /// <summary>Stops what the transport still does for a call that has ended: the rest of its requests.</summary>
    public void StopTransport() => _stop.Cancel();

    /// <summary>Ends the call from this side and stops the transport.</summary>
    public void TryCancel(Status status)
    {
        if (TryFinish(status, Metadata.Empty))
            _stop.Cancel();
    }

    public bool TryFinish(Status status, Metadata trailers)
    {
        lock (_gate)
        {
            if (Status is not null)
                return false;

            Status = status;
            Trailers = trailers;
        }

        _timer?.Dispose();
        _caller.Unregister();
        _channel.Unregister();
        return true;
    }

    private static TimeSpan? TimeoutUntil(DateTime? deadline)
    {
        if (deadline is not { } at || at == DateTime.MaxValue)
            return null;

        if (at.Kind != DateTimeKind.Utc && at != DateTime.MinValue)
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");

        var left = at - TimeProvider.System.GetUtcNow().UtcDateTime;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
