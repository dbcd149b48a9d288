using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.Wire;

/// <summary>How outgoing messages are written: how large they may be and with what they are compressed.</summary>
/// <param name="MaxMessageSize">Bytes before compression; null is no limit.</param>
/// <param name="Compression">Null is not compressed.</param>
/// <param name="Level">Null is the provider's own.</param>
internal sealed record OutgoingRules(int? MaxMessageSize, ICompressionProvider? Compression, CompressionLevel? Level);
