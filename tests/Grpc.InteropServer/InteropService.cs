using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Grpc.InteropServer;

/// <summary>grpc.testing.TestService as the public description of the interoperability tests asks of a server.</summary>
public sealed class InteropService : TestService.TestServiceBase
{
    private const string EchoInitial = "x-grpc-test-echo-initial";
    private const string EchoTrailing = "x-grpc-test-echo-trailing-bin";

    /// <summary>Tests ask for at most 314,159 bytes at a time; this keeps a mistaken request from taking the memory.</summary>
    private const int MaxResponseSize = 16 * 1024 * 1024;

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context)
    {
        // The packages would send nothing as a gzip stream of no bytes, which other clients cannot read.
        context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        return Task.FromResult(new Empty());
    }

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        CheckCompression(request.ExpectCompressed, context);
        ThrowIfAsked(request.ResponseStatus);
        context.WriteOptions = Compression(request.ResponseCompressed);
        return new SimpleResponse { Payload = Zeros(request.ResponseSize) };
    }

    public override async Task<SimpleResponse> CacheableUnaryCall(SimpleRequest request, ServerCallContext context)
    {
        context.GetHttpContext().Response.Headers.CacheControl = "max-age=60, public";
        return await UnaryCall(request, context);
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream,
        ServerCallContext context)
    {
        var size = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            CheckCompression(request.ExpectCompressed, context);
            size += request.Payload.Body.Length;
        }

        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task StreamingOutputCall(
        StreamingOutputCallRequest request,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        ThrowIfAsked(request.ResponseStatus);
        await RespondAsync(request, responseStream, context);
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            ThrowIfAsked(request.ResponseStatus);
            await RespondAsync(request, responseStream, context);
        }
    }

    public override async Task HalfDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        var requests = new List<StreamingOutputCallRequest>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            requests.Add(request);

        foreach (var request in requests)
            await RespondAsync(request, responseStream, context);
    }

    private static async Task RespondAsync(
        StreamingOutputCallRequest request,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        foreach (var asked in request.ResponseParameters)
        {
            if (asked.IntervalUs > 0)
                await Task.Delay(TimeSpan.FromMicroseconds(asked.IntervalUs), context.CancellationToken);

            responseStream.WriteOptions = Compression(asked.Compressed);
            await responseStream.WriteAsync(new StreamingOutputCallResponse { Payload = Zeros(asked.Size) });
        }
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValueBytes(EchoTrailing) is { } trailing)
            context.ResponseTrailers.Add(EchoTrailing, trailing);

        if (context.RequestHeaders.GetValue(EchoInitial) is { } initial)
            await context.WriteResponseHeadersAsync(new Metadata { { EchoInitial, initial } });
    }

    private static void ThrowIfAsked(EchoStatus? status)
    {
        if (status is { Code: not 0 })
            throw new RpcException(new Status((StatusCode)status.Code, status.Message));
    }

    /// <summary>
    /// Refuses a request that should have come compressed. A handler cannot see the flag of one message, only what the call announced,
    /// which is as near as the public API comes.
    /// </summary>
    private static void CheckCompression(BoolValue? expected, ServerCallContext context)
    {
        string? announced = context.GetHttpContext().Request.Headers["grpc-encoding"];
        if (expected is { Value: true } && announced is (null or "identity"))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the request was expected to be compressed"));
    }

    /// <summary>The server compresses whatever may be compressed, so the one thing to say is "not this one".</summary>
    private static WriteOptions? Compression(BoolValue? asked) => asked is { Value: true } ? null : new WriteOptions(WriteFlags.NoCompress);

    private static Payload Zeros(int size)
    {
        if (size is < 0 or > MaxResponseSize)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"a payload has 0 to {MaxResponseSize} bytes; asked for {size}"));

        return new Payload { Type = PayloadType.Compressable, Body = ByteString.CopyFrom(new byte[size]) };
    }
}
