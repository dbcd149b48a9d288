using System.Buffers.Binary;
using System.Collections.Immutable;

namespace CreditDecision.Core.Audit;

/// <summary>A decision as the chain knows it.</summary>
/// <param name="Sequence">Its place in the ledger, 1 or more.</param>
/// <param name="Record">Hash of all that is recorded of it but the place.</param>
public readonly record struct ChainMember(long Sequence, Guid DecisionId, Digest Record)
{
    // The place and the id, both big-endian, then the hash.
    internal const int PackedBytes = sizeof(long) + IdBytes + Digest.Length;

    private const int IdBytes = 16;

    /// <summary>One after the other, 56 bytes each.</summary>
    public static byte[] Pack(ReadOnlySpan<ChainMember> members)
    {
        byte[] packed = new byte[members.Length * PackedBytes];
        Span<byte> rest = packed;
        foreach (ref readonly ChainMember member in members)
        {
            BinaryPrimitives.WriteInt64BigEndian(rest, member.Sequence);
            member.DecisionId.TryWriteBytes(rest[sizeof(long)..], bigEndian: true, out _);
            member.Record.CopyTo(rest[(sizeof(long) + IdBytes)..]);
            rest = rest[PackedBytes..];
        }
        return packed;
    }

    /// <returns>Null where the bytes are not a whole number of members.</returns>
    public static ImmutableArray<ChainMember>? Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length % PackedBytes != 0) return null;
        var members = ImmutableArray.CreateBuilder<ChainMember>(packed.Length / PackedBytes);
        for (; packed.Length > 0; packed = packed[PackedBytes..])
            members.Add(new ChainMember(
                BinaryPrimitives.ReadInt64BigEndian(packed),
                new Guid(packed.Slice(sizeof(long), IdBytes), bigEndian: true),
                new Digest(packed.Slice(sizeof(long) + IdBytes, Digest.Length))));
        return members.MoveToImmutable();
    }
}
