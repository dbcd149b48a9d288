using System.Security.Cryptography;

namespace CreditDecision.Service.PersonalData;

/// <summary>Opens many sealed blobs one after the other into one buffer. Used by one thread.</summary>
public sealed class SealReader : IDisposable
{
    private readonly PersonalDataKeys _keys;
    private byte[] _plain = new byte[4_096];

    internal SealReader(PersonalDataKeys keys) => _keys = keys;

    /// <returns>The content, in a buffer that the next call reuses.</returns>
    /// <exception cref="CryptographicException">The blob was changed, belongs elsewhere, or its key is not here.</exception>
    public ReadOnlySpan<byte> Open(scoped ReadOnlySpan<byte> sealedBlob, scoped ReadOnlySpan<byte> associated)
    {
        int length = PersonalDataKeys.LengthOf(sealedBlob);
        if (_plain.Length < length) Grow(length);
        Span<byte> plain = _plain.AsSpan(0, length);
        _keys.Open(sealedBlob, associated, plain);
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
