using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>
/// Ends a call when the time that its caller gave is over, whether or not the handler looks at its token: the caller gets
/// DEADLINE_EXCEEDED at once, and the handler runs on without being heard. This object is also the lock around the response.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    /// <summary>What a timer can hold. A deadline beyond it is remembered and not watched: no call lives that long.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private const int Http2NoError = 0;

    private static readonly Status Passed = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    private readonly ServerCall _call;
    private readonly HttpContext _http;
    private readonly TimeSpan _timeout;
    private readonly bool _streamsRequests;
    private ITimer? _timer;
    private CancellationTokenSource? _source;
    private TaskCompletionSource? _expiry;

    private CallDeadline(ServerCall call, HttpContext http, TimeSpan timeout, bool streamsRequests)
    {
        _call = call;
        _http = http;
        _timeout = timeout;
        _streamsRequests = streamsRequests;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        At = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
    }

    /// <summary>When the time is over, UTC.</summary>
    public DateTime At { get; }

    /// <summary>Set when the time is over or the caller gave up. Made only for handlers that ask.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (this)
            {
                if (_source is null)
                {
                    _source = CancellationTokenSource.CreateLinkedTokenSource(_http.RequestAborted);
                    if (_expiry is not null)
                        _source.Cancel();
                }

                return _source.Token;
            }
        }
    }

    /// <summary>The deadline of a request; null when it has none. A value that cannot be read counts as none.</summary>
    public static CallDeadline? From(ServerCall call, HttpContext http, bool streamsRequests)
    {
        string? text = http.Request.Headers.GrpcTimeout;
        if (text is null)
            return null;

        if (GrpcTimeout.TryParse(text, out var timeout))
            return new CallDeadline(call, http, timeout, streamsRequests);

        ServerCallLog.TimeoutIgnored(call.Settings.Logger, text);
        return null;
    }

    /// <summary>Starts to watch; once, when the call is ready to be ended.</summary>
    /// <exception cref="RpcException">DEADLINE_EXCEEDED: the caller left no time at all, so its handler is not even started.</exception>
    public void Start()
    {
        if (_timeout == TimeSpan.Zero)
            throw new RpcException(Passed);

        if (_timeout < LongestTimer)
            _timer = TimeProvider.System.CreateTimer(static state => _ = ((CallDeadline)state!).ExpireAsync(), this, _timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until a deadline that passed is done with the request, which is recycled afterwards.</summary>
    public Task SettleAsync()
    {
        lock (this)
            return _expiry?.Task ?? Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _source?.Dispose();
    }

    private async Task ExpireAsync()
    {
        TaskCompletionSource expiry;
        lock (this)
        {
            if (!_call.Response.TryEnd(Passed))
                return;

            _expiry = expiry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            ServerCallLog.DeadlinePassed(_call.Settings.Logger, _call.Method, _timeout);
            await _http.Response.CompleteAsync().ConfigureAwait(false);
            _source?.Cancel();

            // A caller that still streams is told to stop, and a handler that waits for its next request wakes up.
            if (_streamsRequests)
                _http.Features.Get<IHttpResetFeature>()?.Reset(Http2NoError);
        }
#pragma warning disable CA1031 // On a timer's thread an exception would end the process; the caller is gone, so there is nobody to tell.
        catch (Exception error)
#pragma warning restore CA1031
        {
            ServerCallLog.DeadlineFailed(_call.Settings.Logger, _call.Method, error);
        }
        finally
        {
            expiry.SetResult();
        }
    }
}
