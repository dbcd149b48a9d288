using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>
/// Puts activation and interceptors around a service's methods, once at start-up, so that a call allocates nothing for them. The
/// service's own object is made innermost: a call that an interceptor refuses makes none.
/// </summary>
internal static class Pipeline
{
    public static UnaryServerMethod<TRequest, TResponse> Unary<TService, TRequest, TResponse>(
        CallActivator<TService> services,
        Func<TService, TRequest, ServerCallContext, Task<TResponse>> invoke,
        IReadOnlyList<CallActivator<Interceptor>> interceptors)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        UnaryServerMethod<TRequest, TResponse> inner = services.MustRelease
            ? (request, context) => Activation.RunAsync(services, context, (invoke, request), static (service, call, context) => call.invoke(service, call.request, context))
            : (request, context) => invoke(services.Get(context.GetHttpContext()), request, context);
        foreach (var interceptor in interceptors.Reverse())
        {
            var next = inner;
            inner = (request, context) => Activation.RunAsync(
                interceptor, context, (next, request), static (self, call, context) => self.UnaryServerHandler(call.request, context, call.next));
        }

        return inner;
    }

    public static ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TService, TRequest, TResponse>(
        CallActivator<TService> services,
        Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>> invoke,
        IReadOnlyList<CallActivator<Interceptor>> interceptors)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        ClientStreamingServerMethod<TRequest, TResponse> inner = (requests, context) => Activation.RunAsync(
            services, context, (invoke, requests), static (service, call, context) => call.invoke(service, call.requests, context));
        foreach (var interceptor in interceptors.Reverse())
        {
            var next = inner;
            inner = (requests, context) => Activation.RunAsync(
                interceptor, context, (next, requests), static (self, call, context) => self.ClientStreamingServerHandler(call.requests, context, call.next));
        }

        return inner;
    }

    public static ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TService, TRequest, TResponse>(
        CallActivator<TService> services,
        Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> invoke,
        IReadOnlyList<CallActivator<Interceptor>> interceptors)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        ServerStreamingServerMethod<TRequest, TResponse> inner = (request, responses, context) => Activation.RunAsync(
            services, context, (invoke, request, responses), static (service, call, context) => call.invoke(service, call.request, call.responses, context));
        foreach (var interceptor in interceptors.Reverse())
        {
            var next = inner;
            inner = (request, responses, context) => Activation.RunAsync(
                interceptor,
                context,
                (next, request, responses),
                static (self, call, context) => self.ServerStreamingServerHandler(call.request, call.responses, context, call.next));
        }

        return inner;
    }

    public static DuplexStreamingServerMethod<TRequest, TResponse> DuplexStreaming<TService, TRequest, TResponse>(
        CallActivator<TService> services,
        Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task> invoke,
        IReadOnlyList<CallActivator<Interceptor>> interceptors)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        DuplexStreamingServerMethod<TRequest, TResponse> inner = (requests, responses, context) => Activation.RunAsync(
            services, context, (invoke, requests, responses), static (service, call, context) => call.invoke(service, call.requests, call.responses, context));
        foreach (var interceptor in interceptors.Reverse())
        {
            var next = inner;
            inner = (requests, responses, context) => Activation.RunAsync(
                interceptor,
                context,
                (next, requests, responses),
                static (self, call, context) => self.DuplexStreamingServerHandler(call.requests, call.responses, context, call.next));
        }

        return inner;
    }
}

/// <summary>Gives a call an object for as long as the call runs.</summary>
internal static class Activation
{
    public static async Task<TResult> RunAsync<T, TState, TResult>(
        CallActivator<T> activator,
        ServerCallContext context,
        TState state,
        Func<T, TState, ServerCallContext, Task<TResult>> run)
        where T : class
    {
        var instance = activator.Get(context.GetHttpContext());
        try
        {
            return await run(instance, state, context).ConfigureAwait(false);
        }
        finally
        {
            if (activator.MustRelease)
                await CallActivator<T>.ReleaseAsync(instance).ConfigureAwait(false);
        }
    }

    public static async Task RunAsync<T, TState>(
        CallActivator<T> activator,
        ServerCallContext context,
        TState state,
        Func<T, TState, ServerCallContext, Task> run)
        where T : class
    {
        var instance = activator.Get(context.GetHttpContext());
        try
        {
            await run(instance, state, context).ConfigureAwait(false);
        }
        finally
        {
            if (activator.MustRelease)
                await CallActivator<T>.ReleaseAsync(instance).ConfigureAwait(false);
        }
    }
}
