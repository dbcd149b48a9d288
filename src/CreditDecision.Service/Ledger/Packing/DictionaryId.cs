using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// The first half of the SHA-256 of a dictionary's bytes. It stands in every record that was packed with it, which the chain of hashes covers:
/// nobody can change what a record says by changing its dictionary.
/// </summary>
public readonly record struct DictionaryId(UInt128 Value)
{
    public const int Length = 16;

    public static DictionaryId Of(ReadOnlySpan<byte> dictionary) => Read(SHA256.HashData(dictionary));

    /// <param name="bytes">At least <see cref="Length"/>; only so many are read.</param>
    public static DictionaryId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void Write(Span<byte> to) => BinaryPrimitives.WriteUInt128BigEndian(to, Value);

    public byte[] ToByteArray()
    {
        byte[] bytes = new byte[Length];
        Write(bytes);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToByteArray());
}
