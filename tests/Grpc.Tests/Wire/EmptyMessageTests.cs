using Grpc.Core;
using Grpc.Testing;
using Grpc.Tests.Frames;

namespace Grpc.Tests.Wire;

/// <summary>
/// Where the stand-in departs from the packages on purpose: they send an empty message as a gzip stream of no bytes, which grpc-js cannot read.
/// </summary>
public sealed class EmptyMessageTests
{
    [Fact]
    public async Task An_empty_message_is_sent_plain()
    {
        await using TestHost host = await TestHost.StartAsync(
            new ScriptedService { Unary = (_, _) => Task.FromResult(new SimpleResponse()) }, grpc => grpc.ResponseCompressionAlgorithm = "gzip");
        var answer = await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()), headers: ("grpc-accept-encoding", "gzip"));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(new byte[5], answer.Body);
    }
}
