using Grpc.Wire;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>The defaults that are not constants. Runs before or after the application's own settings, and overrides none.</summary>
internal sealed class GrpcDefaults : IConfigureOptions<GrpcServiceOptions>
{
    public void Configure(GrpcServiceOptions options)
    {
        if (!options.MaxReceiveMessageSizeSpecified)
            options.MaxReceiveMessageSize = GrpcServiceOptions.DefaultMaxReceiveMessageSize;

        foreach (var provider in MessageEncodings.DefaultProviders)
        {
            if (options.CompressionProviders.All(known => known.EncodingName != provider.EncodingName))
                options.CompressionProviders.Add(provider);
        }
    }
}
