using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>How a channel reaches its server and what it lets through.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>How the channel is secured; must fit the address's scheme. Null follows the scheme.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes of a message that may be sent; null is no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes of a message that may be received, also after decompression; null is no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The encodings that are known. Null is gzip and deflate.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>Where the channel logs; null is nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The client to send with. Not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler to send with. Not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether disposing of the channel disposes of the given client or handler.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a call that its own caller gave up fails with <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether credentials of calls are sent without TLS. For tests on one machine.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }
}
