using System.Reflection;
using Grpc.AspNetCore.Server.Calls;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>Makes one endpoint for each method that it is told.</summary>
internal sealed class EndpointBinder<TService>(IEndpointRouteBuilder routes) : ServiceBinderBase
    where TService : class
{
    private static readonly string[] Post = ["POST"];

    private readonly CallSettings _settings = routes.ServiceProvider.GetRequiredService<CallSettingsFactory<TService>>().Create();
    private readonly CallActivator<TService> _services = new(routes.ServiceProvider, typeof(TService), []);
    private readonly MappedServices _mapped = routes.ServiceProvider.GetRequiredService<MappedServices>();
    private readonly List<IEndpointConventionBuilder> _endpoints = [];

    public IReadOnlyList<IEndpointConventionBuilder> Endpoints => _endpoints;

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, target) = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method, [typeof(TRequest), typeof(ServerCallContext)]);
        var pipeline = Pipeline.Unary(_services, invoke, Interceptors());
        Map(method, target, new UnaryCallHandler<TRequest, TResponse>(_settings, method, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, target) = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method, [typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext)]);
        var pipeline = Pipeline.ClientStreaming(_services, invoke, Interceptors());
        Map(method, target, new ClientStreamingCallHandler<TRequest, TResponse>(_settings, method, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, target) = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, [typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        var pipeline = Pipeline.ServerStreaming(_services, invoke, Interceptors());
        Map(method, target, new ServerStreamingCallHandler<TRequest, TResponse>(_settings, method, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, target) = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, [typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        var pipeline = Pipeline.DuplexStreaming(_services, invoke, Interceptors());
        Map(method, target, new DuplexStreamingCallHandler<TRequest, TResponse>(_settings, method, pipeline));
    }

    private IReadOnlyList<CallActivator<Core.Interceptors.Interceptor>> Interceptors() =>
        [.. _settings.Interceptors.Select(registration =>
            new CallActivator<Core.Interceptors.Interceptor>(routes.ServiceProvider, registration.Type, [.. registration.Arguments]))];

    /// <summary>The service's method as a delegate over any of its objects, and the override itself, whose attributes count.</summary>
    private static (TDelegate Invoke, MethodInfo Target) Open<TDelegate>(IMethod method, Type[] parameters)
        where TDelegate : Delegate
    {
        var target = typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
        return (target.CreateDelegate<TDelegate>(), target);
    }

    private void Map(IMethod method, MethodInfo target, CallHandler handler)
    {
        var endpoint = routes.Map(RoutePatternFactory.Parse(method.FullName), handler.HandleAsync);
        endpoint.Add(builder =>
        {
            builder.DisplayName = $"gRPC - {method.FullName}";
            builder.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method));
            builder.Metadata.Add(new HttpMethodMetadata(Post));
            foreach (var attribute in typeof(TService).GetCustomAttributes(inherit: true).Concat(target.GetCustomAttributes(inherit: true)))
                builder.Metadata.Add(attribute);
        });
        _endpoints.Add(endpoint);
        _mapped.Add(method.ServiceName);
    }
}
