using System.Buffers.Text;
using System.Text;

namespace CreditDecision.LoadTests.Wire;

/// <summary>The little of header compression (RFC 7541) that a load takes: every field said in full, nothing remembered.</summary>
internal static class Hpack
{
    // Of the static table, with the field's value in full ("literal without indexing").
    private const byte PathName = 0x04, AuthorityName = 0x01, PostMethod = 0x83, HttpScheme = 0x86;

    public static byte[] RequestHeaders(string authority, string path)
    {
        var block = new List<byte> { PostMethod, HttpScheme, PathName };
        Text(block, path);
        block.Add(AuthorityName);
        Text(block, authority);
        foreach ((string name, string value) in new[] { ("content-type", "application/grpc"), ("te", "trailers"), ("grpc-timeout", "10S") })
        {
            block.Add(0);
            Text(block, name);
            Text(block, value);
        }
        return [.. block];
    }

    /// <returns>The status that a header block names; -1 where it names none. Servers that say it without Huffman coding, as Kestrel does, are understood.</returns>
    public static int GrpcStatusOf(ReadOnlySpan<byte> block)
    {
        int at = block.IndexOf("grpc-status"u8);
        if (at < 0) return -1;
        ReadOnlySpan<byte> value = block[(at + "grpc-status".Length)..];
        return value.Length > 1 && value[0] < 4 && Utf8Parser.TryParse(value.Slice(1, value[0]), out int status, out _) ? status : -1;
    }

    private static void Text(List<byte> block, string text)
    {
        // Every text here is shorter than 127.
        block.Add((byte)text.Length);
        block.AddRange(Encoding.ASCII.GetBytes(text));
    }
}
