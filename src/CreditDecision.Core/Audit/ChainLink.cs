using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CreditDecision.Core.Audit;

/// <summary>
/// One batch of decisions that were committed together, tied by hash to the batch before. Every writer of every process has a chain of its
/// own, so that none waits for another; it ends with the writer, and the next one begins a new chain.
/// </summary>
/// <param name="Chain">The writer's chain.</param>
/// <param name="Number">1, 2, ... within the chain.</param>
/// <param name="Previous">Digest of the link before; the default for the first.</param>
/// <param name="Members">Packed, by ascending sequence: <see cref="ChainMember.Pack"/>.</param>
public sealed record ChainLink(Guid Chain, long Number, Digest Previous, ReadOnlyMemory<byte> Members)
{
    private const int IdBytes = 16;

    // Says what is hashed, so that no other hash of this service is ever one of a link.
    private static ReadOnlySpan<byte> Purpose => "creditdecision link 1"u8;

    /// <summary>SHA-256 over purpose, chain, number, previous digest and members.</summary>
    public Digest Digest()
    {
        Span<byte> head = stackalloc byte[IdBytes + sizeof(long) + Audit.Digest.Length];
        Chain.TryWriteBytes(head, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(head[IdBytes..], Number);
        Previous.CopyTo(head[(IdBytes + sizeof(long))..]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Purpose);
        hash.AppendData(head);
        hash.AppendData(Members.Span);
        Span<byte> digest = stackalloc byte[Audit.Digest.Length];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }
}

/// <summary>A link as it lies in the store.</summary>
/// <param name="Digest">As stored; whether it is that of the link is for <see cref="ChainCheck"/>.</param>
/// <param name="Seal">What proves that the service wrote the digest and nobody who only has the store.</param>
public sealed record StoredLink(ChainLink Link, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>A link and the places at which the store looks for its decisions, which no digest covers: <see cref="ChainCheck"/> compares them.</summary>
public sealed record FoundLink(StoredLink Stored, long FirstSequence, long LastSequence);

/// <summary>How far a chain had come at some moment.</summary>
public readonly record struct ChainHead(Guid Chain, long Number, Digest Digest);
