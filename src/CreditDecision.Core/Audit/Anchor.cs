using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CreditDecision.Core.Audit;

/// <summary>
/// An entry of the event log that holds how far chains had come. Anchors are a chain themselves, one for the whole store, so whoever keeps the
/// digest of one elsewhere can prove everything that was committed before it.
/// </summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="MadeAt">In whole microseconds.</param>
/// <param name="ChainedAfter">The sequence behind which every decision is in a chain: those up to it were recorded before there were any.</param>
/// <param name="Previous">Digest of the anchor before; the default for the first.</param>
/// <param name="Heads">Of the chains that grew since their last anchor, packed: <see cref="Pack"/>.</param>
public sealed record Anchor(long Number, DateTimeOffset MadeAt, long ChainedAfter, Digest Previous, ReadOnlyMemory<byte> Heads)
{
    private const int IdBytes = 16;
    private const int PackedBytes = IdBytes + sizeof(long) + Audit.Digest.Length;

    private static ReadOnlySpan<byte> Purpose => "creditdecision anchor 1"u8;

    /// <summary>SHA-256 over purpose, number, moment, chained-after sequence, previous digest and heads.</summary>
    public Digest Digest()
    {
        Span<byte> head = stackalloc byte[(3 * sizeof(long)) + Audit.Digest.Length];
        BinaryPrimitives.WriteInt64BigEndian(head, Number);
        BinaryPrimitives.WriteInt64BigEndian(head[sizeof(long)..], MadeAt.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(head[(2 * sizeof(long))..], ChainedAfter);
        Previous.CopyTo(head[(3 * sizeof(long))..]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Purpose);
        hash.AppendData(head);
        hash.AppendData(Heads.Span);
        Span<byte> digest = stackalloc byte[Audit.Digest.Length];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }

    /// <summary>Chain, number and digest one after the other, 56 bytes each.</summary>
    public static byte[] Pack(IReadOnlyList<ChainHead> heads)
    {
        byte[] packed = new byte[heads.Count * PackedBytes];
        for (int i = 0; i < heads.Count; i++)
        {
            Span<byte> at = packed.AsSpan(i * PackedBytes);
            heads[i].Chain.TryWriteBytes(at, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(at[IdBytes..], heads[i].Number);
            heads[i].Digest.CopyTo(at[(IdBytes + sizeof(long))..]);
        }
        return packed;
    }

    /// <returns>What the whole entries among the bytes say.</returns>
    public static IReadOnlyList<ChainHead> Unpack(ReadOnlySpan<byte> packed)
    {
        var heads = new List<ChainHead>(packed.Length / PackedBytes);
        for (; packed.Length >= PackedBytes; packed = packed[PackedBytes..])
            heads.Add(new ChainHead(
                new Guid(packed[..IdBytes], bigEndian: true),
                BinaryPrimitives.ReadInt64BigEndian(packed[IdBytes..]),
                new Digest(packed.Slice(IdBytes + sizeof(long), Audit.Digest.Length))));
        return heads;
    }
}

/// <summary>An anchor as it lies in the store; as <see cref="StoredLink"/>.</summary>
public sealed record StoredAnchor(Anchor Anchor, Digest Digest, ReadOnlyMemory<byte> Seal);
