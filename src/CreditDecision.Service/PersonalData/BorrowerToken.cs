using System.Runtime.CompilerServices;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Stands for a borrower wherever the identity number itself must not be seen: keyed hash (HMAC-SHA-256, 32 bytes) of the number.
/// The default is nobody.
/// </summary>
public readonly struct BorrowerToken : IEquatable<BorrowerToken>
{
    public const int Length = 32;

    private readonly Bytes _bytes;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public BorrowerToken(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A token has {Length} bytes, these are {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    public byte[] ToArray() => ((ReadOnlySpan<byte>)_bytes).ToArray();

    public bool Equals(BorrowerToken other) => ((ReadOnlySpan<byte>)_bytes).SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is BorrowerToken other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(((ReadOnlySpan<byte>)_bytes)[..4]);

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);

    public static bool operator ==(BorrowerToken left, BorrowerToken right) => left.Equals(right);

    public static bool operator !=(BorrowerToken left, BorrowerToken right) => !left.Equals(right);

    [InlineArray(Length)]
    private struct Bytes
    {
        private byte _first;
    }
}
