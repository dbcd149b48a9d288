using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Encrypts personal data at rest (AES-256-GCM, key id beside it) and makes the tokens that borrowers are looked up by (HMAC-SHA-256).
/// Old keys still open what they sealed; the current one seals. A sealed blob is: version (1 byte), key id length (1), key id (ASCII),
/// nonce (12), tag (16), ciphertext.
/// </summary>
/// <param name="currentId">The id of the key that seals.</param>
/// <param name="sealingKeys">32 bytes each, by id of 1 to 32 ASCII characters.</param>
/// <param name="tokenKey">32 bytes. It never changes while there are records: every token would.</param>
public sealed class PersonalDataKeys(string currentId, IReadOnlyDictionary<string, byte[]> sealingKeys, byte[] tokenKey)
{
    public const int KeyBytes = 32;
    public const int LongestKeyId = 32;

    private const byte FormatVersion = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MostOnStack = 512;

    // Preparing a cipher for a key costs more than opening a record with it, and a cipher serves one thread at a time.
    private readonly FrozenDictionary<string, ObjectPool<AesGcm>> _ciphers = sealingKeys.ToFrozenDictionary(
        key => key.Key, key => (ObjectPool<AesGcm>)new DefaultObjectPool<AesGcm>(new CipherPolicy(key.Value)), StringComparer.Ordinal);

    // Almost every record was sealed by it.
    private readonly ObjectPool<AesGcm> _current = new DefaultObjectPool<AesGcm>(new CipherPolicy(sealingKeys[currentId]));

    // An application has six texts to be hashed; preparing for the key costs as much as hashing one.
    private readonly ObjectPool<IncrementalHash> _hashers = new DefaultObjectPool<IncrementalHash>(new HasherPolicy(tokenKey));

    private readonly byte[] _header = [FormatVersion, (byte)currentId.Length, .. Encoding.ASCII.GetBytes(currentId)];

    /// <summary>Tells token keys apart without telling them: a keyed hash of a text that is no identity number.</summary>
    public byte[] TokenKeyFingerprint() => HMACSHA256.HashData(tokenKey, "creditdecision: fingerprint of the token key"u8);

    /// <summary>With a key of its own, made from the token key, which stays the same while there are records.</summary>
    public ChainSeal ChainSeal() => new(HMACSHA256.HashData(tokenKey, "creditdecision: seal of the audit trail"u8));

    /// <param name="idNumber">Normalised: 18 characters, upper-case check character.</param>
    public BorrowerToken TokenOf(string idNumber)
    {
        Span<byte> hash = stackalloc byte[BorrowerToken.Length];
        Hash("", idNumber, hash);
        return new BorrowerToken(hash);
    }

    /// <summary>Stands for whatever applications are counted by (a telephone, a device ...): 16 bytes of a keyed hash.</summary>
    internal UInt128 SubjectOf(SubjectKind kind, string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(kind.Prefix, text, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <param name="associated">Binds the blob to its place: it opens only with the same bytes, so blobs cannot be swapped.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        byte[] sealedBlob = new byte[_header.Length + NonceBytes + TagBytes + plain.Length];
        _header.CopyTo(sealedBlob, 0);
        Span<byte> nonce = sealedBlob.AsSpan(_header.Length, NonceBytes);
        Nonces.Fill(nonce);
        Span<byte> tag = sealedBlob.AsSpan(_header.Length + NonceBytes, TagBytes);
        AesGcm cipher = _current.Get();
        cipher.Encrypt(nonce, plain, sealedBlob.AsSpan(_header.Length + NonceBytes + TagBytes), tag, associated);
        _current.Return(cipher);
        return sealedBlob;
    }

    /// <exception cref="CryptographicException">The blob was changed, belongs elsewhere, or its key is not here.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBlob, ReadOnlySpan<byte> associated)
    {
        byte[] plain = new byte[LengthOf(sealedBlob)];
        Open(sealedBlob, associated, plain);
        return plain;
    }

    /// <summary>Whether the key that seals now sealed it.</summary>
    public bool IsCurrent(ReadOnlySpan<byte> sealedBlob) => sealedBlob.StartsWith(_header);

    /// <summary>For a thread that opens many blobs.</summary>
    public SealReader Reader() => new(this);

    /// <returns>Bytes that a sealed blob holds.</returns>
    /// <exception cref="CryptographicException">The blob has an unknown form.</exception>
    internal static int LengthOf(ReadOnlySpan<byte> sealedBlob)
    {
        if (sealedBlob.Length < 2 || sealedBlob[0] != FormatVersion) throw new CryptographicException("The sealed data has an unknown form.");
        int length = sealedBlob.Length - 2 - sealedBlob[1] - NonceBytes - TagBytes;
        return length >= 0 ? length : throw new CryptographicException("The sealed data is too short.");
    }

    /// <param name="plain">Of the length that <see cref="LengthOf"/> tells.</param>
    internal void Open(ReadOnlySpan<byte> sealedBlob, ReadOnlySpan<byte> associated, Span<byte> plain)
    {
        int body = 2 + sealedBlob[1];
        ObjectPool<AesGcm> ciphers = CiphersOf(sealedBlob[2..body]);
        // One that refused a record is not used again; the collector frees it.
        AesGcm cipher = ciphers.Get();
        cipher.Decrypt(
            sealedBlob.Slice(body, NonceBytes), sealedBlob[(body + NonceBytes + TagBytes)..], sealedBlob.Slice(body + NonceBytes, TagBytes), plain, associated);
        ciphers.Return(cipher);
    }

    private void Hash(string prefix, string text, Span<byte> hash)
    {
        int most = Encoding.UTF8.GetMaxByteCount(prefix.Length + text.Length);
        byte[]? rented = most > MostOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> bytes = rented ?? stackalloc byte[MostOnStack];
        int length = Encoding.UTF8.GetBytes(prefix, bytes);
        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
        IncrementalHash hasher = _hashers.Get();
        hasher.AppendData(bytes[..length]);
        hasher.GetHashAndReset(hash);
        _hashers.Return(hasher);
        CryptographicOperations.ZeroMemory(bytes[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private ObjectPool<AesGcm> CiphersOf(ReadOnlySpan<byte> keyId)
    {
        if (keyId.SequenceEqual(_header.AsSpan(2))) return _current;
        Span<char> id = stackalloc char[byte.MaxValue];
        id = id[..Encoding.ASCII.GetChars(keyId, id)];
        return _ciphers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out ObjectPool<AesGcm>? ciphers)
            ? ciphers
            : throw new CryptographicException($"The key \"{id}\" is not among the keys given.");
    }

    private sealed class HasherPolicy(byte[] key) : PooledObjectPolicy<IncrementalHash>
    {
        public override IncrementalHash Create() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        public override bool Return(IncrementalHash hasher) => true;
    }

    private sealed class CipherPolicy(byte[] key) : PooledObjectPolicy<AesGcm>
    {
        public override AesGcm Create() => new(key, TagBytes);

        public override bool Return(AesGcm cipher) => true;
    }
}
