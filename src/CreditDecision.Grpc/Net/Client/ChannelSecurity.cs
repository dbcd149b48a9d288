using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Checks that a channel's credentials fit its address.</summary>
internal static class ChannelSecurity
{
    /// <summary>The credentials that each call carries; null is none.</summary>
    /// <exception cref="InvalidOperationException">The address's scheme and the credentials say different things, or credentials of
    /// calls would travel without TLS.</exception>
    public static CallCredentials? CallCredentialsFor(Uri address, GrpcChannelOptions options)
    {
        var (channel, call) = options.Credentials is ChannelCredentials.CompositeChannelCredentials composite
            ? (composite.Channel, composite.Call)
            : (options.Credentials, null);
        var isSecure = address.Scheme == Uri.UriSchemeHttps;
        if (!isSecure && address.Scheme != Uri.UriSchemeHttp)
            throw new InvalidOperationException($"The address scheme '{address.Scheme}' is not http or https.");

        if (channel is SslCredentials && !isSecure)
        {
            throw new InvalidOperationException(
                $"Channel is configured with secure channel credentials and can't use a HttpClient with a '{address.Scheme}' scheme.");
        }

        if (channel is ChannelCredentials.InsecureCredentials && isSecure)
            throw new InvalidOperationException("Channel is configured with insecure channel credentials and can't use a HttpClient with a 'https' scheme.");

        if (call is not null && !isSecure && !options.UnsafeUseInsecureChannelCallCredentials)
            throw new InvalidOperationException("Call credentials need a channel with TLS.");

        return call;
    }
}
