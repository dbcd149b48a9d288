using Grpc.Core;
using Grpc.Testing;
using Grpc.Tests.Frames;

namespace Grpc.Tests.Server;

/// <summary>Metadata on its way to a handler and back.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task A_handler_sees_text_and_bytes_as_they_were_sent()
    {
        Metadata? seen = null;
        await using var host = await TestHost.StartAsync(Seeing(context => seen = context.RequestHeaders));
        var headers = new Metadata { { "Authorization", "Bearer a.b-c" }, { "x-text", "a, b; c=\"d\"" }, { "x-data-bin", [0, 255, 10] }, { "x-empty-bin", [] } };
        await host.Client.UnaryCallAsync(new SimpleRequest(), headers);
        Assert.Equal("Bearer a.b-c", seen!.GetValue("authorization"));
        Assert.Equal("a, b; c=\"d\"", seen.GetValue("X-Text"));
        Assert.Equal([0, 255, 10], seen.GetValueBytes("x-data-bin"));
        Assert.Empty(seen.GetValueBytes("x-empty-bin")!);
    }

    [Fact]
    public async Task The_protocols_own_headers_are_not_metadata()
    {
        Metadata? seen = null;
        await using var host = await TestHost.StartAsync(Seeing(context => seen = context.RequestHeaders));
        await RawCall.PostAsync(
            host,
            RawCall.Frame(new SimpleRequest()),
            headers: [("grpc-encoding", "identity"), ("grpc-accept-encoding", "gzip"), ("grpc-timeout", "10S"), ("x-mine", "1")]);
        Assert.Equal("1", seen!.GetValue("x-mine"));
        foreach (var name in new[] { "te", "content-type", "host", "grpc-encoding", "grpc-accept-encoding", "grpc-timeout" })
            Assert.Null(seen.Get(name));
    }

    [Fact]
    public async Task Unpadded_base64_is_read()
    {
        Metadata? seen = null;
        await using var host = await TestHost.StartAsync(Seeing(context => seen = context.RequestHeaders));
        await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()), headers: [("x-a-bin", "AQI"), ("x-b-bin", "AQI=")]);
        Assert.Equal([1, 2], seen!.GetValueBytes("x-a-bin"));
        Assert.Equal([1, 2], seen.GetValueBytes("x-b-bin"));
    }

    [Fact]
    public async Task Headers_and_trailers_reach_the_caller_apart()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = async (_, context) =>
            {
                context.ResponseTrailers.Add("x-after", "late");
                context.ResponseTrailers.Add("x-after-bin", [9]);
                await context.WriteResponseHeadersAsync(new Metadata { { "x-before", "early" }, { "x-before", "again" }, { "x-before-bin", [8] } });
                return new SimpleResponse();
            },
        });
        using var call = host.Client.UnaryCallAsync(new SimpleRequest());
        var headers = await call.ResponseHeadersAsync;
        await call;
        Assert.Equal(["early", "again"], headers.GetAll("x-before").SelectMany(entry => entry.Value.Split(", ")));
        Assert.Equal([8], headers.GetValueBytes("x-before-bin"));
        Assert.Null(headers.Get("x-after"));
        Assert.Equal("late", call.GetTrailers().GetValue("x-after"));
        Assert.Equal([9], call.GetTrailers().GetValueBytes("x-after-bin"));
    }

    [Fact]
    public async Task Headers_come_before_the_first_message_is_there()
    {
        var release = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ServerStreaming = async (_, _, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "x-before", "early" } });
                await release.Task;
            },
        });
        using var call = host.Client.StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.Equal("early", (await call.ResponseHeadersAsync).GetValue("x-before"));
        release.SetResult();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Headers_are_sent_once_only()
    {
        Exception? second = null;
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = async (_, context) =>
            {
                await context.WriteResponseHeadersAsync([]);
                second = await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync([]));
                return new SimpleResponse();
            },
        });
        await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.IsType<InvalidOperationException>(second);
    }

    [Fact]
    public async Task A_handler_knows_method_host_peer_and_http_request()
    {
        (string Method, string Host, string Peer, string Path) seen = default;
        await using var host = await TestHost.StartAsync(
            Seeing(context => seen = (context.Method, context.Host, context.Peer, context.GetHttpContext().Request.Path)));
        await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.Equal((RawCall.UnaryPath, host.Address.Authority, RawCall.UnaryPath), (seen.Method, seen.Host, seen.Path));
        Assert.Matches(@"^ipv4:127\.0\.0\.1:\d+$", seen.Peer);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("x:y")]
    public void A_key_that_http_cannot_carry_is_refused(string key) => Assert.Throws<ArgumentException>(() => new Metadata { { key, "value" } });

    [Fact]
    public void Text_and_bytes_go_under_their_own_kind_of_key()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "x-bin", "text" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "x", [1] } });
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("x-bin", [1]).Value);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("x", "y"));
        Assert.Equal("abc"u8.ToArray(), new Metadata.Entry("x", "abc").ValueBytes);
    }

    private static ScriptedService Seeing(Action<ServerCallContext> see) => new()
    {
        Unary = (_, context) =>
        {
            see(context);
            return Task.FromResult(new SimpleResponse());
        },
    };
}
