namespace Grpc.Core.Interceptors;

/// <summary>A call about to start, as a client interceptor sees it.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>What is called.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>Which host is asked for; null is the channel's.</summary>
    public string? Host { get; } = host;

    /// <summary>What else the call asks for.</summary>
    public CallOptions Options { get; } = options;
}
