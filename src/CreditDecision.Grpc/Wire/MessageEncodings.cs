using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.Wire;

/// <summary>The encodings that one side knows, by name, and how it says so.</summary>
internal sealed class MessageEncodings
{
    private readonly Dictionary<string, ICompressionProvider> _providers;

    public MessageEncodings(IEnumerable<ICompressionProvider> providers)
    {
        _providers = providers.ToDictionary(provider => provider.EncodingName, StringComparer.Ordinal);
        AcceptEncoding = string.Join(',', _providers.Keys.Prepend(WireNames.Identity));
    }

    /// <summary>gzip and deflate, fast rather than small: a message is compressed while its caller waits.</summary>
    public static IList<ICompressionProvider> DefaultProviders =>
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    /// <summary>For "grpc-accept-encoding".</summary>
    public string AcceptEncoding { get; }

    public IEnumerable<string> Names => _providers.Keys.Prepend(WireNames.Identity);

    /// <summary>The provider of an encoding; null for "identity" and for what is not known.</summary>
    public ICompressionProvider? Find(string? encoding) => encoding is null ? null : _providers.GetValueOrDefault(encoding);

    /// <summary>Whether a list of encodings, as in "grpc-accept-encoding", names this one.</summary>
    public static bool Lists(string? acceptEncoding, string encoding)
    {
        foreach (var part in acceptEncoding.AsSpan().Split(','))
        {
            if (acceptEncoding.AsSpan()[part].Trim().SequenceEqual(encoding))
                return true;
        }

        return false;
    }
}
