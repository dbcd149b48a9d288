using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Calls;

/// <summary>
/// One call on the client, from the request to its status. Whatever happens first ends it, and ends it once: the server's status, the
/// caller's token, the deadline, disposal, or an error of the transport.
/// </summary>
internal sealed class ClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly CallOptions _options;
    private readonly CallEnd _end;
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutgoingRules _outgoing;
    private Task<PipeReader?> _responses = Task.FromResult<PipeReader?>(null);
    private IncomingRules? _incoming;
    private HttpResponseMessage? _response;
    private bool _sendsWhole;

    public ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _host = host;
        _options = options;
        _end = new CallEnd(options, channel.Closed);
        var encoding = options.Headers?.GetValue(WireNames.RequestedEncoding);
        _outgoing = new OutgoingRules(channel.MaxSendMessageSize, channel.Encodings.Find(encoding), null);
        if (encoding is not null && encoding != WireNames.Identity && _outgoing.Compression is null)
            throw new InvalidOperationException($"Could not find compression provider for '{encoding}'.");
    }

    public Task<Metadata> HeadersAsync => _headers.Task;

    public CallEnd End => _end;

    /// <summary>Sends one request.</summary>
    public void Start(TRequest request)
    {
        var frame = new ArrayBufferWriter<byte>();
        try
        {
            Write(frame, request, null);
        }
        catch (RpcException tooLarge)
        {
            Fail(tooLarge);
            return;
        }

        _sendsWhole = true;
        Send(new ReadOnlyMemoryContent(frame.WrittenMemory));
    }

    /// <summary>Opens a stream of requests.</summary>
    public RequestWriter<TRequest, TResponse> StartStreaming()
    {
        var content = new RequestStreamContent();
        Send(content);
        return new RequestWriter<TRequest, TResponse>(this, content) { WriteOptions = _options.WriteOptions };
    }

    /// <summary>The last request is sent: nothing is left that the call's end would have to stop.</summary>
    public void EndRequests() => _sendsWhole = true;

    public void Write(IBufferWriter<byte> target, TRequest request, WriteOptions? options)
    {
        var flags = (options ?? _options.WriteOptions)?.Flags ?? default;
        FrameWriter.Write(target, request, _method.RequestMarshaller, _outgoing, (flags & WriteFlags.NoCompress) == 0);
    }

    /// <summary>The response of a call that has only one.</summary>
    public async Task<TResponse> OnlyResponseAsync()
    {
        try
        {
            var responses = await _responses.ConfigureAwait(false);
            var message = responses is null
                ? null
                : await FrameReader.ReadOnlyOneAsync(responses, _method.ResponseMarshaller, _incoming!, _end.Token).ConfigureAwait(false);
            var end = StatusReading.After(_response!);
            if (message is null && end.Status.StatusCode == StatusCode.OK)
                throw new RpcException(new Status(StatusCode.Internal, "The server ended the call with OK but without a response."), end.Trailers);

            Complete(end);
            return message!;
        }
#pragma warning disable CA1031 // Every error of the transport becomes the call's status.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw Fail(error);
        }
    }

    /// <summary>The next response of a stream; null at its end.</summary>
    public async Task<TResponse?> NextResponseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var responses = await _responses.WaitAsync(cancellationToken).ConfigureAwait(false);
            using var giveUp = cancellationToken.UnsafeRegister(static end => ((CallEnd)end!).TryCancel(CallEnd.CancelledByCaller), _end);
            var message = responses is null
                ? null
                : await FrameReader.ReadAsync(responses, _method.ResponseMarshaller, _incoming!, _end.Token).ConfigureAwait(false);
            if (message is null)
                Complete(StatusReading.After(_response!));

            return message;
        }
#pragma warning disable CA1031 // Every error of the transport becomes the call's status.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The token may have fired while the headers were awaited, before it was registered with the call.
            if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
                _end.TryCancel(CallEnd.CancelledByCaller);

            throw Fail(error);
        }
    }

    public Status GetStatus() => _end.Status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() => _end.Trailers ?? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void Dispose()
    {
        _end.TryCancel(new Status(StatusCode.Cancelled, "gRPC call disposed."));
        _response?.Dispose();
    }

    /// <summary>Ends the call with an error, unless it has ended, and gives what its caller is to be told.</summary>
    public Exception Fail(Exception error)
    {
        _end.TryFinish(TransportFailure.ToStatus(error), (error as RpcException)?.Trailers ?? Metadata.Empty);
        var told = Told(error);
        _headers.TrySetException(told);
        _ = _headers.Task.Exception;
        return told;
    }

    private Exception Told(Exception error)
    {
        var status = _end.Status!.Value;
        if (status.StatusCode == StatusCode.Cancelled && _channel.ThrowsOperationCanceled)
            return new OperationCanceledException(status.Detail, error, _options.CancellationToken);

        return error is RpcException rpc && rpc.Status.Equals(status) ? rpc : new RpcException(status, _end.Trailers ?? Metadata.Empty);
    }

    private void Complete((Status Status, Metadata Trailers) end)
    {
        _end.TryFinish(end.Status, end.Trailers);
        if (!_sendsWhole)
            _end.StopTransport();

        if (_end.Status!.Value.StatusCode != StatusCode.OK)
            throw new RpcException(_end.Status.Value, _end.Trailers ?? Metadata.Empty);
    }

    private void Send(HttpContent content)
    {
        _responses = SendAsync(content);

        // A call that fails before anyone waits for it must not surface as an unobserved exception.
        _ = _responses.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Sends the request and waits for the response's headers; null when they already hold the status.</summary>
    private async Task<PipeReader?> SendAsync(HttpContent content)
    {
        try
        {
            _end.ThrowIfEnded();
            var request = await RequestHead.BuildAsync(_channel, _method, _host, _options, _end, content).ConfigureAwait(false);
            _response = await _channel.SendAsync(request, _end.Token).ConfigureAwait(false);
            var failure = StatusReading.FromHead(_response);
            if (failure is { } early)
            {
                _headers.TrySetResult(StatusReading.Headers(_response));
                Complete(early);
                return null;
            }

            string? announced = _response.Headers.TryGetValues(WireNames.Encoding, out var values) ? values.First() : null;
            _incoming = new IncomingRules(_channel.MaxReceiveMessageSize, announced, _channel.Encodings);
            _headers.TrySetResult(StatusReading.Headers(_response));
            return PipeReader.Create(await _response.Content.ReadAsStreamAsync(_end.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Every error of the transport becomes the call's status.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw Fail(error);
        }
    }
}
