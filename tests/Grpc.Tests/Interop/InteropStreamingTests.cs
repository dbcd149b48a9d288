using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Interop;

/// <summary>The public interop cases of streaming calls, with our own client.</summary>
public sealed class InteropStreamingTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    private static readonly int[] RequestSizes = [27182, 8, 1828, 45904];
    private static readonly int[] ResponseSizes = [31415, 9, 2653, 58979];

    private readonly TestService.TestServiceClient _client = fixture.Host.Client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_streaming()
    {
        using var call = _client.StreamingInputCall();
        foreach (var size in RequestSizes)
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(size) }, Cancelled);

        await call.RequestStream.CompleteAsync();
        Assert.Equal(74922, (await call).AggregatedPayloadSize);
    }

    [Fact]
    public async Task Client_streaming_compressed()
    {
        using var call = _client.StreamingInputCall(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(27182), ExpectCompressed = new BoolValue { Value = true } }, Cancelled);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(45904), ExpectCompressed = new BoolValue { Value = false } }, Cancelled);
        await call.RequestStream.CompleteAsync();
        Assert.Equal(73086, (await call).AggregatedPayloadSize);
    }

    [Fact]
    public async Task Server_streaming()
    {
        using var call = _client.StreamingOutputCall(Asking(ResponseSizes));
        Assert.Equal(ResponseSizes, await SizesAsync(call.ResponseStream));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Server_streaming_compressed()
    {
        var request = new StreamingOutputCallRequest
        {
            ResponseParameters =
            {
                new ResponseParameters { Compressed = new BoolValue { Value = true }, Size = 31415 },
                new ResponseParameters { Compressed = new BoolValue { Value = false }, Size = 92653 },
            },
        };
        using var call = _client.StreamingOutputCall(request);
        Assert.Equal([31415, 92653], await SizesAsync(call.ResponseStream));
    }

    [Fact]
    public async Task Ping_pong()
    {
        using var call = _client.FullDuplexCall();
        for (var i = 0; i < RequestSizes.Length; i++)
        {
            var request = Asking(ResponseSizes[i]);
            request.Payload = Zeros(RequestSizes[i]);
            await call.RequestStream.WriteAsync(request, Cancelled);
            Assert.True(await call.ResponseStream.MoveNext(Cancelled));
            Assert.Equal(ResponseSizes[i], call.ResponseStream.Current.Payload.Body.Length);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Half_duplex()
    {
        using var call = _client.HalfDuplexCall();
        foreach (var size in ResponseSizes)
            await call.RequestStream.WriteAsync(Asking(size), Cancelled);

        await call.RequestStream.CompleteAsync();
        Assert.Equal(ResponseSizes, await SizesAsync(call.ResponseStream));
    }

    [Fact]
    public async Task Empty_stream()
    {
        using var call = _client.FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Custom_metadata_of_a_stream()
    {
        byte[] trailing = [0xab, 0xab, 0xab];
        var headers = new Metadata { { "x-grpc-test-echo-initial", "test_initial_metadata_value" }, { "x-grpc-test-echo-trailing-bin", trailing } };
        using var call = _client.FullDuplexCall(headers);
        await call.RequestStream.WriteAsync(Asking(314159), Cancelled);
        Assert.True(await call.ResponseStream.MoveNext(Cancelled));
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal("test_initial_metadata_value", (await call.ResponseHeadersAsync).GetValue("x-grpc-test-echo-initial"));
        Assert.Equal(trailing, call.GetTrailers().GetValueBytes("x-grpc-test-echo-trailing-bin"));
    }

    [Fact]
    public async Task Status_of_a_stream()
    {
        using var call = _client.FullDuplexCall();
        await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = new EchoStatus { Code = 2, Message = "test status message" } }, Cancelled);
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal((StatusCode.Unknown, "test status message"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Cancel_after_begin()
    {
        using var giveUp = new CancellationTokenSource();
        using var call = _client.StreamingInputCall(cancellationToken: giveUp.Token);
        await giveUp.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Cancel_after_first_response()
    {
        using var giveUp = new CancellationTokenSource();
        using var call = _client.FullDuplexCall(cancellationToken: giveUp.Token);
        var request = Asking(31415);
        request.Payload = Zeros(27182);
        await call.RequestStream.WriteAsync(request, Cancelled);
        Assert.True(await call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal(31415, call.ResponseStream.Current.Payload.Body.Length);
        await giveUp.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task Timeout_on_sleeping_server()
    {
        using var call = _client.FullDuplexCall(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(1));
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Zeros(27182) }, Cancelled);
            await call.ResponseStream.MoveNext(Cancelled);
        });
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    private static StreamingOutputCallRequest Asking(params int[] sizes) =>
        new() { ResponseParameters = { sizes.Select(size => new ResponseParameters { Size = size }) } };

    private static async Task<List<int>> SizesAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses)
    {
        var sizes = new List<int>();
        await foreach (var response in responses.ReadAllAsync(Cancelled))
            sizes.Add(response.Payload.Body.Length);

        return sizes;
    }

    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };
}
