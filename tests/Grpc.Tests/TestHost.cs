using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.InteropServer;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.Tests;

/// <summary>A real server on a free loopback port, with a channel to it, for as long as a test needs it.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Channel = GrpcChannel.ForAddress(Address);
        Http = new HttpClient { BaseAddress = Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public Uri Address { get; }

    public GrpcChannel Channel { get; }

    public Testing.TestService.TestServiceClient Client => new(Channel);

    /// <summary>A bare HTTP/2 client, for requests that no gRPC client would send.</summary>
    public HttpClient Http { get; }

    /// <summary>The interop server.</summary>
    public static async Task<TestHost> StartInteropAsync()
    {
        var app = InteropHost.Build(0);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app);
    }

    /// <summary>A server of scripted handlers.</summary>
    public static Task<TestHost> StartAsync(ScriptedService service, Action<GrpcServiceOptions>? options = null) => StartAsync(
        services => services.AddSingleton(service),
        app => app.MapGrpcService<ScriptedService>(),
        options);

    /// <summary>Any server.</summary>
    public static async Task<TestHost> StartAsync(
        Action<IServiceCollection> services,
        Action<WebApplication> map,
        Action<GrpcServiceOptions>? options = null,
        HttpProtocols protocols = HttpProtocols.Http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.AddGrpc(options ?? (_ => { }));
        services(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>One interop server for the tests of a class.</summary>
public sealed class InteropFixture : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await TestHost.StartInteropAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
