using System.Security.Cryptography;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Opens many sealed blobs one after the other into one buffer, whether the service's key sealed them or their borrower's. Used by one thread.
/// </summary>
public sealed class SealReader : IDisposable
{
    private readonly PersonalDataKeys _keys;
    private readonly BorrowerKeys _borrowers;
    private byte[] _plain = new byte[4_096];

    internal SealReader(PersonalDataKeys keys) => (_keys, _borrowers) = (keys, new BorrowerKeys(keys));

    /// <param name="borrowerKey">The borrower's key as it is kept; empty where there is none.</param>
    /// <returns>The content, in a buffer that the next call reuses.</returns>
    /// <exception cref="KeyDestroyedException">It was erased.</exception>
    /// <exception cref="CryptographicException">The blob was changed, belongs elsewhere, or its key is not here.</exception>
    public ReadOnlySpan<byte> Open(scoped ReadOnlySpan<byte> sealedBlob, scoped ReadOnlySpan<byte> borrowerKey, scoped ReadOnlySpan<byte> associated)
    {
        bool isBorrowers = sealedBlob.Length > 0 && sealedBlob[0] == BorrowerKeys.FormatVersion;
        int length = isBorrowers ? BorrowerKeys.LengthOf(sealedBlob) : PersonalDataKeys.LengthOf(sealedBlob);
        if (_plain.Length < length) Grow(length);
        Span<byte> plain = _plain.AsSpan(0, length);
        if (isBorrowers) _borrowers.Open(sealedBlob, borrowerKey, associated, plain);
        else _keys.Open(sealedBlob, associated, plain);
        return plain;
    }

    /// <summary>Forgets what it opened last.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_plain);

    private void Grow(int length)
    {
        CryptographicOperations.ZeroMemory(_plain);
        _plain = new byte[length * 2];
    }
}
