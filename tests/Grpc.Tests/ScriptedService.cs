using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests;

/// <summary>A test service whose handlers a test writes. What it does not write is unimplemented.</summary>
public sealed class ScriptedService : TestService.TestServiceBase
{
    public UnaryServerMethod<SimpleRequest, SimpleResponse>? Unary { get; init; }

    public ClientStreamingServerMethod<StreamingInputCallRequest, StreamingInputCallResponse>? ClientStreaming { get; init; }

    public ServerStreamingServerMethod<StreamingOutputCallRequest, StreamingOutputCallResponse>? ServerStreaming { get; init; }

    public DuplexStreamingServerMethod<StreamingOutputCallRequest, StreamingOutputCallResponse>? Duplex { get; init; }

    public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) =>
        Unary is null ? base.UnaryCall(request, context) : Unary(request, context);

    public override Task<StreamingInputCallResponse> StreamingInputCall(IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context) =>
        ClientStreaming is null ? base.StreamingInputCall(requestStream, context) : ClientStreaming(requestStream, context);

    public override Task StreamingOutputCall(
        StreamingOutputCallRequest request,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context) =>
        ServerStreaming is null ? base.StreamingOutputCall(request, responseStream, context) : ServerStreaming(request, responseStream, context);

    public override Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context) =>
        Duplex is null ? base.FullDuplexCall(requestStream, responseStream, context) : Duplex(requestStream, responseStream, context);
}
