using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Frames;

/// <summary>What is compressed on the wire, seen from outside.</summary>
public sealed class CompressionTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    private const int Size = 10_000;

    [Fact]
    public async Task A_gzip_request_is_read()
    {
        var body = RawCall.Frame(Gzip.Compress(new SimpleRequest { ResponseSize = Size }.ToByteArray()), flag: 1);
        var answer = await RawCall.PostAsync(fixture.Host, body, headers: ("grpc-encoding", "gzip"));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(Size, SimpleResponse.Parser.ParseFrom(answer.Body.AsSpan(5)).Payload.Body.Length);
    }

    [Fact]
    public async Task A_plain_message_of_a_compressed_call_is_read()
    {
        var answer = await RawCall.PostAsync(fixture.Host, RawCall.Frame(new SimpleRequest()), headers: ("grpc-encoding", "gzip"));
        Assert.Equal(StatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_response_is_compressed_for_a_caller_that_accepts_it()
    {
        var answer = await AskAsync(compressed: true, accepts: "identity,gzip");
        Assert.Equal("gzip", answer.Headers["grpc-encoding"]);
        Assert.Equal(1, answer.Body[0]);
        Assert.True(answer.Body.Length < Size / 10);
        Assert.Equal(Size, SimpleResponse.Parser.ParseFrom(Gzip.Decompress(answer.Body[5..])).Payload.Body.Length);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("identity, br")]
    [InlineData("gzipped")]
    public async Task A_response_is_plain_for_a_caller_that_does_not_accept_it(string accepts)
    {
        var answer = await AskAsync(compressed: true, accepts);
        Assert.Equal(0, answer.Body[0]);
        Assert.Equal(Size, SimpleResponse.Parser.ParseFrom(answer.Body.AsSpan(5)).Payload.Body.Length);
    }

    [Fact]
    public async Task A_message_that_asks_not_to_be_compressed_is_plain()
    {
        var answer = await AskAsync(compressed: false, accepts: "gzip");
        Assert.Equal(0, answer.Body[0]);
    }

    private Task<RawAnswer> AskAsync(bool compressed, string accepts) => RawCall.PostAsync(
        fixture.Host,
        RawCall.Frame(new SimpleRequest { ResponseSize = Size, ResponseCompressed = new BoolValue { Value = compressed } }),
        headers: ("grpc-accept-encoding", accepts));
}
