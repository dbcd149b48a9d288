using System.Runtime.CompilerServices;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// Stands for a phone, device, address or card wherever the thing itself must not be seen: the first 16 bytes of its keyed hash
/// (HMAC-SHA-256, with the kind of subject in what is hashed). The default is nothing, and is counted nowhere.
/// </summary>
public readonly struct SubjectToken : IEquatable<SubjectToken>
{
    public const int Length = 16;

    private readonly Bytes _bytes;

    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public SubjectToken(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A token has {Length} bytes, these are {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    public byte[] ToArray() => ((ReadOnlySpan<byte>)_bytes).ToArray();

    public bool Equals(SubjectToken other) => ((ReadOnlySpan<byte>)_bytes).SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is SubjectToken other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(((ReadOnlySpan<byte>)_bytes)[..4]);

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);

    public static bool operator ==(SubjectToken left, SubjectToken right) => left.Equals(right);

    public static bool operator !=(SubjectToken left, SubjectToken right) => !left.Equals(right);

    [InlineArray(Length)]
    private struct Bytes
    {
        private byte _first;
    }
}
