using System.Security.Cryptography;
using CreditDecision.Core.Audit;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Seals digests of the audit trail (HMAC-SHA-256): whoever can write the store but has not the key file cannot make a chain of their own.
/// </summary>
/// <param name="key">32 bytes.</param>
public sealed class ChainSeal(byte[] key)
{
    public byte[] Of(Digest digest) => HMACSHA256.HashData(key, digest.ToArray());

    public bool Holds(Digest digest, ReadOnlyMemory<byte> seal) => CryptographicOperations.FixedTimeEquals(Of(digest), seal.Span);
}
