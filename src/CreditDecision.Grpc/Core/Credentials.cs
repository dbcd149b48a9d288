namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>No encryption: "http".</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the system's roots: "https".</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>A secured channel whose every call also carries these credentials.</summary>
    /// <exception cref="ArgumentException">The channel is not secured by itself: credentials of a call must not travel in the clear.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        return new CompositeChannelCredentials(channelCredentials, callCredentials);
    }

    internal sealed class InsecureCredentials : ChannelCredentials
    {
    }

    internal sealed class CompositeChannelCredentials(ChannelCredentials channel, CallCredentials call) : ChannelCredentials
    {
        public ChannelCredentials Channel { get; } = channel;

        public CallCredentials Call { get; } = call;
    }
}

/// <summary>TLS with the system's roots. Other roots and client certificates are set on the HTTP handler.</summary>
public sealed class SslCredentials : ChannelCredentials
{
}

/// <summary>Fills metadata that proves who calls, anew for each call.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>Which call needs credentials.</summary>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>For a call that is never given up.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Address of the service, "https://host/package.Service".</summary>
    public string ServiceUrl { get; } = serviceUrl;

    /// <summary>The method's name.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>Set when the call is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Credentials of single calls.</summary>
public abstract class CallCredentials
{
    /// <summary>Several, one after the other.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new CompositeCallCredentials([.. credentials]);

    /// <summary>From a function that fills metadata.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptorCallCredentials(interceptor);
    }

    internal abstract Task FillAsync(AuthInterceptorContext context, Metadata metadata);

    private sealed class InterceptorCallCredentials(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        internal override Task FillAsync(AuthInterceptorContext context, Metadata metadata) => interceptor(context, metadata);
    }

    private sealed class CompositeCallCredentials(IReadOnlyList<CallCredentials> parts) : CallCredentials
    {
        internal override async Task FillAsync(AuthInterceptorContext context, Metadata metadata)
        {
            foreach (var part in parts)
                await part.FillAsync(context, metadata).ConfigureAwait(false);
        }
    }
}
