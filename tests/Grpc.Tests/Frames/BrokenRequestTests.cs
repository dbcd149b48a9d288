using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Tests.Frames;

/// <summary>Requests that no gRPC client would send, over bare HTTP/2. Each gets its status, and the next call is answered.</summary>
public sealed class BrokenRequestTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    private static readonly byte[] Good = RawCall.Frame(new SimpleRequest { ResponseSize = 3 });

    [Fact]
    public async Task A_hand_made_call_is_answered_with_one_message_and_trailers()
    {
        var answer = await RawCall.PostAsync(fixture.Host, Good);
        var expected = RawCall.Frame(new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[3]) } });
        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Equal("application/grpc", answer.ContentType);
        Assert.Equal(expected, answer.Body);
        Assert.Equal("0", answer.Trailers["grpc-status"]);
        Assert.False(answer.IsTrailersOnly);
    }

    public static TheoryData<string, byte[]> Incomplete => new()
    {
        { "no bytes at all", [] },
        { "less than a prefix", [0, 0, 0] },
        { "fewer bytes than announced", RawCall.Frame([1, 2, 3], announcedLength: 10) },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task A_truncated_message_is_internal(string what, byte[] body)
    {
        var answer = await RawCall.PostAsync(fixture.Host, body);
        Assert.True(answer is { Status: StatusCode.Internal, IsTrailersOnly: true, Message: "Incomplete message." }, $"{what}: {answer}");
        await AssertLivesAsync();
    }

    [Fact]
    public async Task A_second_message_in_a_unary_call_is_internal()
    {
        var answer = await RawCall.PostAsync(fixture.Host, [.. Good, .. Good]);
        Assert.Equal((StatusCode.Internal, "Additional data after the message received."), (answer.Status, answer.Message));
        await AssertLivesAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    public async Task A_compressed_flag_without_an_encoding_is_internal(string? encoding)
    {
        var answer = await PostWithEncodingAsync(RawCall.Frame([], flag: 1), encoding);
        Assert.Equal(StatusCode.Internal, answer.Status);
        await AssertLivesAsync();
    }

    [Fact]
    public async Task A_message_in_an_unknown_encoding_is_unimplemented_and_the_known_ones_are_named()
    {
        var answer = await PostWithEncodingAsync(RawCall.Frame([], flag: 1), "snappy");
        Assert.Equal(StatusCode.Unimplemented, answer.Status);
        Assert.Contains("gzip", answer.Find("grpc-accept-encoding"), StringComparison.Ordinal);
        await AssertLivesAsync();
    }

    [Fact]
    public async Task A_message_above_the_limit_is_resource_exhausted()
    {
        var answer = await RawCall.PostAsync(fixture.Host, RawCall.Frame(new byte[(4 * 1024 * 1024) + 1]));
        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        await AssertLivesAsync();
    }

    [Fact]
    public async Task A_message_announced_above_the_limit_is_refused_before_it_comes()
    {
        var answer = await RawCall.PostAsync(fixture.Host, RawCall.Frame([1], announcedLength: 5_000_000));
        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        await AssertLivesAsync();
    }

    [Fact]
    public async Task A_small_message_that_decompresses_above_the_limit_is_resource_exhausted()
    {
        var bomb = Gzip.Compress(new byte[64 * 1024 * 1024]);
        Assert.True(bomb.Length < 1_000_000);
        var answer = await PostWithEncodingAsync(RawCall.Frame(bomb, flag: 1), "gzip");
        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        await AssertLivesAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/grpcx")]
    [InlineData("application/grpc-web")]
    [InlineData(null)]
    public async Task Another_content_type_is_http_415(string? contentType)
    {
        var answer = await RawCall.PostAsync(fixture.Host, Good, contentType: contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.HttpStatus);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("Application/GRPC")]
    public async Task A_content_type_with_a_format_or_parameters_is_grpc(string contentType) =>
        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(fixture.Host, Good, contentType: contentType)).Status);

    [Theory]
    [InlineData("1X")]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-1m")]
    [InlineData("+1S")]
    [InlineData("1 S")]
    [InlineData("nonsense")]
    public async Task A_timeout_that_cannot_be_read_counts_as_none(string timeout) =>
        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(fixture.Host, Good, headers: ("grpc-timeout", timeout))).Status);

    [Theory]
    [InlineData("/grpc.testing.TestService/NoSuchMethod", "Method is unimplemented.")]
    [InlineData("/no.such.Service/Method", "Service is unimplemented.")]
    public async Task An_unknown_method_or_service_is_unimplemented(string path, string message)
    {
        var answer = await RawCall.PostAsync(fixture.Host, Good, path);
        Assert.Equal((HttpStatusCode.OK, StatusCode.Unimplemented, message), (answer.HttpStatus, answer.Status, answer.Message));
        Assert.True(answer.IsTrailersOnly);
    }

    [Fact]
    public async Task What_is_not_grpc_at_all_is_left_to_the_rest_of_the_application()
    {
        var answer = await RawCall.PostAsync(fixture.Host, Good, "/no.such.Service/Method", "text/plain");
        Assert.Equal(HttpStatusCode.NotFound, answer.HttpStatus);
        Assert.Null(answer.Find("grpc-status"));
    }

    [Fact]
    public async Task Http_1_is_told_to_upgrade()
    {
        await using var host = await TestHost.StartAsync(
            services => services.AddSingleton(new ScriptedService()),
            app => app.MapGrpcService<ScriptedService>(),
            protocols: HttpProtocols.Http1);
        using var request = new HttpRequestMessage(HttpMethod.Post, RawCall.UnaryPath) { Version = HttpVersion.Version11, Content = new ByteArrayContent(Good) };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    private Task<RawAnswer> PostWithEncodingAsync(byte[] body, string? encoding) =>
        RawCall.PostAsync(fixture.Host, body, headers: encoding is null ? [] : [("grpc-encoding", encoding)]);

    private async Task AssertLivesAsync() => Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(fixture.Host, Good)).Status);
}
