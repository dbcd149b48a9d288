using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Tests.Server;

/// <summary>Limits of messages, on both sides and both ways.</summary>
public sealed class MessageSizeTests
{
    private const int Limit = 1000;

    [Theory]
    [InlineData(Limit, StatusCode.OK)]
    [InlineData(Limit + 1, StatusCode.ResourceExhausted)]
    public async Task The_server_takes_requests_up_to_its_limit(int size, StatusCode expected)
    {
        await using var host = await TestHost.StartAsync(Echo, options => options.MaxReceiveMessageSize = Limit);
        Assert.Equal(expected, await CallAsync(host.Client, RequestOf(size)));
    }

    [Theory]
    [InlineData(Limit, StatusCode.OK)]
    [InlineData(Limit + 1, StatusCode.ResourceExhausted)]
    public async Task The_server_sends_responses_up_to_its_limit(int size, StatusCode expected)
    {
        await using var host = await TestHost.StartAsync(Echo, options => options.MaxSendMessageSize = Limit);
        Assert.Equal(expected, await CallAsync(host.Client, RequestOf(size)));
    }

    [Theory]
    [InlineData(Limit, StatusCode.OK)]
    [InlineData(Limit + 1, StatusCode.ResourceExhausted)]
    public async Task The_client_keeps_its_own_limits(int size, StatusCode expected)
    {
        await using var host = await TestHost.StartAsync(Echo);
        using var receiving = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { MaxReceiveMessageSize = Limit });
        Assert.Equal(expected, await CallAsync(new TestService.TestServiceClient(receiving), RequestOf(size)));
        using var sending = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { MaxSendMessageSize = Limit });
        Assert.Equal(expected, await CallAsync(new TestService.TestServiceClient(sending), RequestOf(size)));
    }

    [Fact]
    public async Task Four_mebibytes_are_the_default_limit()
    {
        const int FourMebibytes = 4 * 1024 * 1024;
        await using var host = await TestHost.StartAsync(new ScriptedService { Unary = (_, _) => Task.FromResult(new SimpleResponse()) });
        Assert.Equal(StatusCode.OK, await CallAsync(host.Client, RequestOf(FourMebibytes)));
        Assert.Equal(StatusCode.ResourceExhausted, await CallAsync(host.Client, RequestOf(FourMebibytes + 1)));
    }

    [Fact]
    public async Task Without_limits_a_large_message_goes_both_ways()
    {
        const int Large = 12 * 1024 * 1024;
        await using var host = await TestHost.StartAsync(Echo, options => options.MaxReceiveMessageSize = null);
        using var channel = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        Assert.Equal(StatusCode.OK, await CallAsync(new TestService.TestServiceClient(channel), RequestOf(Large)));
    }

    [Fact]
    public async Task A_service_may_have_a_limit_of_its_own()
    {
        await using var host = await TestHost.StartAsync(
            services => services.AddSingleton(Echo).AddGrpc().AddServiceOptions<ScriptedService>(options => options.MaxReceiveMessageSize = Limit),
            app => app.MapGrpcService<ScriptedService>());
        Assert.Equal(StatusCode.ResourceExhausted, await CallAsync(host.Client, RequestOf(Limit + 1)));
    }

    [Fact]
    public void Options_say_what_they_default_to() => Assert.Null(new GrpcServiceOptions().MaxSendMessageSize);

    private static ScriptedService Echo => new() { Unary = (request, _) => Task.FromResult(new SimpleResponse { Payload = request.Payload }) };

    /// <summary>A request of exactly so many bytes; the echoed response has as many.</summary>
    private static SimpleRequest RequestOf(int size)
    {
        var request = new SimpleRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) } };
        var excess = request.CalculateSize() - size;
        request.Payload.Body = ByteString.CopyFrom(new byte[size - excess]);
        Assert.Equal(size, request.CalculateSize());
        return request;
    }

    private static async Task<StatusCode> CallAsync(TestService.TestServiceClient client, SimpleRequest request)
    {
        using var call = client.UnaryCallAsync(request);
        try
        {
            var response = await call;
            Assert.True(response.Payload is null || response.Payload.Equals(request.Payload));
            return StatusCode.OK;
        }
        catch (RpcException error)
        {
            return error.StatusCode;
        }
    }
}
