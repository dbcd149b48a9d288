using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CreditDecision.Core.Audit;

/// <summary>The hash of an entry of a log that people's deeds are kept in.</summary>
internal static class EntryDigest
{
    /// <summary>SHA-256 over the purpose, the numbers (big-endian), the digest of the entry before, and each part with its length before it.</summary>
    /// <param name="purpose">With its version, so that no other hash of this service is ever one of this log.</param>
    public static Digest Of(ReadOnlySpan<byte> purpose, ReadOnlySpan<long> numbers, Digest previous, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(purpose);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (long each in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, each);
            hash.AppendData(number);
        }
        Span<byte> digest = stackalloc byte[Digest.Length];
        previous.CopyTo(digest);
        hash.AppendData(digest);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part.Span);
        }
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }
}
