using System.Security.Cryptography;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// Seals an entry's evidence under the key of its borrower. The commit asks it, because only there it is certain which key that is: another
/// replica may be giving the borrower a first one, or destroying the one there was.
/// </summary>
public interface IEntrySeal
{
    /// <param name="kept">The borrower's key as it is kept; null where there is none.</param>
    /// <returns>What is to be kept in its place: a new key, or the same one sealed by the service's newer key. Null where it stays.</returns>
    /// <exception cref="CryptographicException">The key cannot be used here.</exception>
    byte[]? Replacing(byte[]? kept);

    /// <param name="entry">Its evidence is not sealed yet.</param>
    /// <param name="borrowerKey">As it is kept.</param>
    /// <exception cref="CryptographicException">The key cannot be used here.</exception>
    LedgerEntry Seal(LedgerEntry entry, byte[] borrowerKey);
}
