using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Tests.Server;

/// <summary>Interceptors around handlers, and how handlers and interceptors come into being.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public async Task Interceptors_stand_around_the_handler_outermost_first()
    {
        var events = new Events();
        await using var host = await StartAsync(events);
        await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.Equal(["outer in", "inner in", "handler", "inner out", "outer out"], events.Taken());
    }

    [Fact]
    public async Task They_stand_around_every_kind_of_call()
    {
        var events = new Events();
        await using var host = await StartAsync(events);
        string[] expected = ["outer in", "inner in", "handler", "inner out", "outer out"];

        using var serverStreaming = host.Client.StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.False(await serverStreaming.ResponseStream.MoveNext());
        Assert.Equal(expected, events.Taken());

        using var clientStreaming = host.Client.StreamingInputCall();
        await clientStreaming.RequestStream.CompleteAsync();
        await clientStreaming;
        Assert.Equal(expected, events.Taken());

        using var duplex = host.Client.FullDuplexCall();
        await duplex.RequestStream.CompleteAsync();
        Assert.False(await duplex.ResponseStream.MoveNext());
        Assert.Equal(expected, events.Taken());
    }

    [Fact]
    public async Task An_interceptor_that_refuses_keeps_the_call_from_the_handler()
    {
        var events = new Events { Refuse = true };
        await using var host = await StartAsync(events);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.UnaryCallAsync(new SimpleRequest()));
        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.Equal(["outer in", "inner in"], events.Taken());
    }

    [Fact]
    public async Task A_handler_that_is_no_service_is_made_for_each_call_and_disposed_of()
    {
        var events = new Events();
        await using var host = await TestHost.StartAsync(services => services.AddSingleton(events), app => app.MapGrpcService<DisposableService>());
        await host.Client.UnaryCallAsync(new SimpleRequest());
        await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.Equal(["made", "disposed", "made", "disposed"], events.Taken());
    }

    [Fact]
    public async Task A_scoped_service_lives_as_long_as_its_call()
    {
        var events = new Events();
        await using var host = await TestHost.StartAsync(
            services => services.AddSingleton(events).AddScoped<Scoped>(),
            app => app.MapGrpcService<ScopedUser>());
        var first = await host.Client.UnaryCallAsync(new SimpleRequest());
        var second = await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.NotEqual(first.Username, second.Username);
    }

    [Fact]
    public async Task A_singleton_serves_every_call()
    {
        await using var host = await TestHost.StartAsync(
            services => services.AddScoped<Scoped>().AddSingleton<SelfNaming>(),
            app => app.MapGrpcService<SelfNaming>());
        var first = await host.Client.UnaryCallAsync(new SimpleRequest());
        Assert.Equal(first.Username, (await host.Client.UnaryCallAsync(new SimpleRequest())).Username);
    }

    [Fact]
    public async Task A_client_interceptor_may_add_metadata_to_every_call()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = (_, context) => Task.FromResult(new SimpleResponse { Username = context.RequestHeaders.GetValue("x-tenant") ?? "" }),
        });
        var invoker = host.Channel.Intercept(metadata =>
        {
            metadata.Add("x-tenant", "bank-7");
            return metadata;
        });
        var response = await new TestService.TestServiceClient(invoker).UnaryCallAsync(new SimpleRequest());
        Assert.Equal("bank-7", response.Username);
    }

    private static Task<TestHost> StartAsync(Events events) => TestHost.StartAsync(
        services => services.AddSingleton(events).AddSingleton(events.Service()),
        app => app.MapGrpcService<ScriptedService>(),
        options =>
        {
            options.Interceptors.Add<Recording>("outer");
            options.Interceptors.Add<Recording>("inner");
        });

    public sealed class Events
    {
        private readonly List<string> _events = [];

        public bool Refuse { get; init; }

        public void Add(string what)
        {
            lock (_events)
                _events.Add(what);
        }

        public string[] Taken()
        {
            lock (_events)
            {
                string[] taken = [.. _events];
                _events.Clear();
                return taken;
            }
        }

        public ScriptedService Service() => new()
        {
            Unary = (_, _) => Handled(new SimpleResponse()),
            ClientStreaming = (_, _) => Handled(new StreamingInputCallResponse()),
            ServerStreaming = (_, _, _) => Handled(0),
            Duplex = (_, _, _) => Handled(0),
        };

        private Task<T> Handled<T>(T result)
        {
            Add("handler");
            return Task.FromResult(result);
        }
    }

    public sealed class Recording(string name, Events events) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request,
            ServerCallContext context,
            UnaryServerMethod<TRequest, TResponse> continuation) => AroundAsync(() => continuation(request, context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation) => AroundAsync(() => continuation(requestStream, context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) => AroundAsync(async () =>
            {
                await continuation(request, responseStream, context);
                return 0;
            });

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) => AroundAsync(async () =>
            {
                await continuation(requestStream, responseStream, context);
                return 0;
            });

        private async Task<T> AroundAsync<T>(Func<Task<T>> next)
        {
            events.Add($"{name} in");
            if (events.Refuse && name == "inner")
                throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));

            var result = await next();
            events.Add($"{name} out");
            return result;
        }
    }

    public sealed class DisposableService : TestService.TestServiceBase, IDisposable
    {
        private readonly Events _events;

        public DisposableService(Events events)
        {
            _events = events;
            events.Add("made");
        }

        public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) => Task.FromResult(new SimpleResponse());

        public void Dispose() => _events.Add("disposed");
    }

    public sealed class Scoped
    {
        public string Id { get; } = Guid.NewGuid().ToString();
    }

    public sealed class ScopedUser(Scoped scoped) : TestService.TestServiceBase
    {
        public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) =>
            Task.FromResult(new SimpleResponse { Username = scoped.Id });
    }

    public sealed class SelfNaming : TestService.TestServiceBase
    {
        private readonly string _id = Guid.NewGuid().ToString();

        public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) =>
            Task.FromResult(new SimpleResponse { Username = _id });
    }
}
