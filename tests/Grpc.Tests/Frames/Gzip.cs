using System.IO.Compression;

namespace Grpc.Tests.Frames;

/// <summary>gzip by hand, so that no test takes the code under test at its word.</summary>
internal static class Gzip
{
    public static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
            stream.Write(plain);

        return compressed.ToArray();
    }

    public static byte[] Decompress(byte[] compressed)
    {
        using var plain = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
