using System.Security.Cryptography;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// The key that sealed something is not the borrower's key now: it was destroyed, which the log of erasures would say, or somebody changed the
/// record.
/// </summary>
/// <param name="keyId">Of the key that is needed.</param>
public sealed class KeyDestroyedException(byte[] keyId) : CryptographicException("The key that sealed this is not the borrower's key now.")
{
    public ReadOnlyMemory<byte> KeyId => keyId;
}

/// <summary>
/// Seals what is personal of a borrower under a key of the borrower's own (AES-256-GCM), so that destroying the key erases it wherever a copy
/// lies (A35). A key as it is kept: its id (8 bytes), then the key itself sealed by the service's current key and bound to the id. A blob that
/// it sealed: version (1 byte), id of the key (8), nonce (12), tag (16), ciphertext.
/// </summary>
public sealed class BorrowerKeys(PersonalDataKeys keys)
{
    public const int IdBytes = 8;

    internal const byte FormatVersion = 2;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + IdBytes;

    /// <returns>A new key as it is kept.</returns>
    public byte[] New()
    {
        Span<byte> id = stackalloc byte[IdBytes], key = stackalloc byte[PersonalDataKeys.KeyBytes];
        Nonces.Fill(id);
        RandomNumberGenerator.Fill(key);
        byte[] kept = [.. id, .. keys.Seal(key, BindingOf(id))];
        CryptographicOperations.ZeroMemory(key);
        return kept;
    }

    /// <returns>The same key, sealed by the service's current key; null where it is already.</returns>
    /// <exception cref="CryptographicException">The key was changed, or the service's key that sealed it is not here.</exception>
    public byte[]? Renewed(ReadOnlySpan<byte> kept)
    {
        ReadOnlySpan<byte> id = IdOf(kept);
        if (keys.IsCurrent(kept[IdBytes..])) return null;
        byte[] binding = BindingOf(id), key = keys.Open(kept[IdBytes..], binding);
        byte[] renewed = [.. id, .. keys.Seal(key, binding)];
        CryptographicOperations.ZeroMemory(key);
        return renewed;
    }

    /// <param name="kept">The borrower's key as it is kept.</param>
    /// <param name="associated">Binds the blob to its place.</param>
    /// <exception cref="CryptographicException">The key was changed, or the service's key that sealed it is not here.</exception>
    public byte[] Seal(ReadOnlySpan<byte> kept, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        byte[] blob = new byte[HeaderBytes + NonceBytes + TagBytes + plain.Length];
        blob[0] = FormatVersion;
        IdOf(kept).CopyTo(blob.AsSpan(1));
        Span<byte> nonce = blob.AsSpan(HeaderBytes, NonceBytes), tag = blob.AsSpan(HeaderBytes + NonceBytes, TagBytes);
        Nonces.Fill(nonce);
        using AesGcm cipher = CipherOf(kept);
        cipher.Encrypt(nonce, plain, blob.AsSpan(HeaderBytes + NonceBytes + TagBytes), tag, associated);
        return blob;
    }

    /// <exception cref="CryptographicException">The key has an unknown form.</exception>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> kept) =>
        kept.Length > IdBytes ? kept[..IdBytes] : throw new CryptographicException("The borrower's key has an unknown form.");

    internal static int LengthOf(ReadOnlySpan<byte> blob)
    {
        int length = blob.Length - HeaderBytes - NonceBytes - TagBytes;
        return length >= 0 ? length : throw new CryptographicException("The sealed data is too short.");
    }

    /// <param name="kept">Empty where the borrower has no key.</param>
    /// <param name="plain">Of the length that <see cref="LengthOf"/> tells.</param>
    /// <exception cref="KeyDestroyedException">The key that sealed it is not the borrower's, or there is none.</exception>
    /// <exception cref="CryptographicException">The blob or the key was changed, or the service's key that sealed it is not here.</exception>
    internal void Open(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> associated, Span<byte> plain)
    {
        if (kept.Length == 0 || !IdOf(kept).SequenceEqual(blob[1..HeaderBytes])) throw new KeyDestroyedException(blob[1..HeaderBytes].ToArray());
        using AesGcm cipher = CipherOf(kept);
        cipher.Decrypt(
            blob.Slice(HeaderBytes, NonceBytes), blob[(HeaderBytes + NonceBytes + TagBytes)..], blob.Slice(HeaderBytes + NonceBytes, TagBytes), plain, associated);
    }

    private AesGcm CipherOf(ReadOnlySpan<byte> kept)
    {
        Span<byte> key = stackalloc byte[PersonalDataKeys.KeyBytes];
        ReadOnlySpan<byte> sealedKey = kept[IdBytes..];
        if (PersonalDataKeys.LengthOf(sealedKey) != key.Length) throw new CryptographicException("The borrower's key has an unknown form.");
        keys.Open(sealedKey, BindingOf(IdOf(kept)), key);
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static byte[] BindingOf(ReadOnlySpan<byte> id) => [.. "creditdecision: key of a borrower"u8, .. id];
}
