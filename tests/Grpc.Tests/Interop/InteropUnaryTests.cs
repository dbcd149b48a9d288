using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Interop;

/// <summary>The public interop cases of unary calls, with our own client.</summary>
public sealed class InteropUnaryTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    private readonly TestService.TestServiceClient _client = fixture.Host.Client;

    [Fact]
    public async Task Empty_unary() => Assert.Equal(new Empty(), await _client.EmptyCallAsync(new Empty()));

    [Fact]
    public async Task Large_unary()
    {
        var response = await _client.UnaryCallAsync(new SimpleRequest { ResponseSize = 314159, Payload = Zeros(271828) });
        Assert.Equal(new byte[314159], response.Payload.Body.ToByteArray());
    }

    [Fact]
    public void Large_unary_on_a_blocked_thread()
    {
        var response = _client.UnaryCall(new SimpleRequest { ResponseSize = 314159, Payload = Zeros(271828) });
        Assert.Equal(314159, response.Payload.Body.Length);
    }

    [Fact]
    public async Task Client_compressed_unary()
    {
        var expectsCompressed = new SimpleRequest { ExpectCompressed = new BoolValue { Value = true }, ResponseSize = 314159, Payload = Zeros(271828) };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _client.UnaryCallAsync(expectsCompressed));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);

        var gzip = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var compressed = await _client.UnaryCallAsync(expectsCompressed, gzip);
        Assert.Equal(314159, compressed.Payload.Body.Length);

        var expectsPlain = new SimpleRequest { ExpectCompressed = new BoolValue { Value = false }, ResponseSize = 314159, Payload = Zeros(271828) };
        var plain = await _client.UnaryCallAsync(expectsPlain);
        Assert.Equal(314159, plain.Payload.Body.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_compressed_unary(bool compressed)
    {
        var request = new SimpleRequest { ResponseCompressed = new BoolValue { Value = compressed }, ResponseSize = 314159, Payload = Zeros(271828) };
        var response = await _client.UnaryCallAsync(request);
        Assert.Equal(new byte[314159], response.Payload.Body.ToByteArray());
    }

    [Fact]
    public async Task Cacheable_unary()
    {
        var response = await _client.CacheableUnaryCallAsync(new SimpleRequest { ResponseSize = 3 });
        Assert.Equal(3, response.Payload.Body.Length);
    }

    [Fact]
    public async Task Custom_metadata()
    {
        byte[] trailing = [0xab, 0xab, 0xab];
        var headers = new Metadata { { "x-grpc-test-echo-initial", "test_initial_metadata_value" }, { "x-grpc-test-echo-trailing-bin", trailing } };
        using var call = _client.UnaryCallAsync(new SimpleRequest { ResponseSize = 314159, Payload = Zeros(271828) }, headers);
        await call;
        Assert.Equal("test_initial_metadata_value", (await call.ResponseHeadersAsync).GetValue("x-grpc-test-echo-initial"));
        Assert.Equal(trailing, call.GetTrailers().GetValueBytes("x-grpc-test-echo-trailing-bin"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory]
    [InlineData("test status message")]
    [InlineData("\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")]
    public async Task Status_code_and_message(string message)
    {
        var request = new SimpleRequest { ResponseStatus = new EchoStatus { Code = 2, Message = message } };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _client.UnaryCallAsync(request));
        Assert.Equal((StatusCode.Unknown, message), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Unimplemented_method()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _client.UnimplementedCallAsync(new Empty()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Unimplemented_service()
    {
        var client = new UnimplementedService.UnimplementedServiceClient(fixture.Host.Channel);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.UnimplementedCallAsync(new Empty()));
        Assert.Equal((StatusCode.Unimplemented, "Service is unimplemented."), (error.StatusCode, error.Status.Detail));
    }

    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };
}
