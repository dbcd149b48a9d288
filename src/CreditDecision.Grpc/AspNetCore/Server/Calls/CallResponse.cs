using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>
/// The response of one call: headers, messages, then status and trailers exactly once. Where the call has a deadline its timer may end
/// the response while the handler writes, so every change is made under the deadline's lock; without one only the handler writes.
/// </summary>
internal sealed class CallResponse(HttpContext http, CallSettings settings, CallDeadline? deadline)
{
    private readonly HttpResponse _http = http.Response;
    private OutgoingRules? _rules;
    private Metadata? _trailers;
    private bool _hasHeaders;
    private bool _hasMessages;
    private bool _hasEnded;

    public WriteOptions? WriteOptions { get; set; }

    public Metadata Trailers => _trailers ??= [];

    public bool HasEnded => _hasEnded;

    /// <summary>Puts a message into the transport's memory; the end of the call, or a flush, sends it.</summary>
    /// <exception cref="RpcException">The message is too large, or the deadline passed.</exception>
    public void Put<T>(T message, Marshaller<T> marshaller, WriteOptions? options)
    {
        if (deadline is null)
        {
            PutUnlocked(message, marshaller, options);
            return;
        }

        lock (deadline)
        {
            ThrowIfEnded();
            PutUnlocked(message, marshaller, options);
        }
    }

    /// <summary>Sends what was put, and waits while the caller's window is closed.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var result = await _http.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsCanceled)
            throw new OperationCanceledException(cancellationToken);

        // Completed means that the caller is gone. What is written from now on reaches nobody, and the handler should stop.
        if (result.IsCompleted && http.RequestAborted.IsCancellationRequested)
            throw new OperationCanceledException("The call was cancelled by the caller.", http.RequestAborted);
    }

    /// <summary>Sends the headers ahead of the first message.</summary>
    /// <exception cref="InvalidOperationException">They were sent before.</exception>
    public Task SendHeadersAsync(Metadata headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (deadline is null)
            PrepareHeaders(headers);
        else
        {
            lock (deadline)
            {
                ThrowIfEnded();
                PrepareHeaders(headers);
            }
        }

        return FlushAsync(CancellationToken.None);
    }

    /// <summary>Ends the call; false when its deadline had ended it already.</summary>
    public bool TryEnd(Status status)
    {
        if (deadline is null)
        {
            End(status);
            return true;
        }

        lock (deadline)
        {
            if (_hasEnded)
                return false;

            End(status);
            return true;
        }
    }

    private void PutUnlocked<T>(T message, Marshaller<T> marshaller, WriteOptions? options)
    {
        var rules = _rules ??= ChooseEncoding(null);
        if (!_hasHeaders)
            BeginHeaders();

        var flags = (options ?? WriteOptions)?.Flags ?? default;
        FrameWriter.Write(_http.BodyWriter, message, marshaller, rules, (flags & WriteFlags.NoCompress) == 0);
        _hasMessages = true;
    }

    private void PrepareHeaders(Metadata headers)
    {
        if (_hasHeaders || _http.HasStarted)
            throw new InvalidOperationException("Response headers can only be sent once per call.");

        _rules = ChooseEncoding(headers.GetValue(WireNames.RequestedEncoding));
        BeginHeaders();
        Append(_http.Headers, headers);
    }

    private void BeginHeaders()
    {
        _hasHeaders = true;
        _http.ContentType = WireNames.ContentType;
        if (_rules?.Compression is { } compression)
            _http.Headers.GrpcEncoding = compression.EncodingName;
    }

    /// <summary>The encoding that the call asked for, else the configured one; and neither if the caller does not accept it.</summary>
    private OutgoingRules ChooseEncoding(string? requested)
    {
        var encoding = requested ?? settings.ResponseEncoding;
        if (encoding is null || settings.Encodings.Find(encoding) is null)
            return settings.PlainOutgoing;

        string? accepted = http.Request.Headers.GrpcAcceptEncoding;
        return accepted is not null && MessageEncodings.Lists(accepted, encoding) ? settings.OutgoingIn(encoding) : settings.PlainOutgoing;
    }

    private void End(Status status)
    {
        _hasEnded = true;
        var destination = Destination();
        destination.GrpcStatus = WireNames.StatusText((int)status.StatusCode);
        if (status.Detail.Length > 0)
            destination.GrpcMessage = PercentEncoding.Encode(status.Detail);
        if (_trailers is not null)
            Append(destination, _trailers);
    }

    /// <summary>After headers or messages the end is a trailing frame; without them it is the only one ("Trailers-Only").</summary>
    private IHeaderDictionary Destination()
    {
        if (_hasMessages || _http.HasStarted)
            return http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;

        _http.ContentType = WireNames.ContentType;
        return _http.Headers;
    }

    private static void Append(IHeaderDictionary destination, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            // "grpc-accept-encoding" is the one name of the protocol that comes this way: with a refusal of an unknown encoding.
            if (!MetadataCodec.IsReserved(entry.Key) || entry.Key == WireNames.AcceptEncoding)
                destination.Append(entry.Key, MetadataCodec.Value(entry));
        }
    }

    private void ThrowIfEnded()
    {
        if (_hasEnded)
            throw new InvalidOperationException("Can't write the message because the request is complete.");
    }
}
