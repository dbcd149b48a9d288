using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Reassessment;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Reassessment;

/// <summary>What a person writes may tell of the borrower: it is sealed under the borrower's key and erased with it (A35).</summary>
internal sealed class ReassessmentSeal(EvidenceSeal evidence)
{
    private readonly BorrowerKeys _borrowers = new(evidence.Keys);

    public ChainSeal Chain { get; } = evidence.Keys.ChainSeal();

    /// <param name="borrowerKey">As it is kept; null where there is none.</param>
    /// <returns>The sealed grounds, and the borrower's key to be kept in place of the one there was; null where it stays.</returns>
    /// <exception cref="LedgerUnavailableException">The borrower's key cannot be used here.</exception>
    public (byte[] Sealed, byte[]? KeyToKeep) Write(string grounds, byte[]? borrowerKey, long number, Guid decision)
    {
        try
        {
            byte[]? keyToKeep = evidence.Replacing(borrowerKey);
            return (_borrowers.Seal(keyToKeep ?? borrowerKey!, Encoding.UTF8.GetBytes(grounds), Place(number, decision)), keyToKeep);
        }
        catch (CryptographicException problem)
        {
            // As when a decision is recorded: most likely a key that this replica has not yet.
            throw new LedgerUnavailableException("The borrower's key cannot be used here.", problem);
        }
    }

    /// <returns>Null where they were erased.</returns>
    /// <exception cref="CryptographicException">The grounds were changed, or their key is not here.</exception>
    public string? Read(ReassessmentRecord record, byte[]? borrowerKey)
    {
        if (record.Grounds.IsEmpty) return "";
        try
        {
            using SealReader reader = evidence.Keys.Reader();
            return Encoding.UTF8.GetString(reader.Open(record.Grounds.Span, borrowerKey, Place(record.Number, ReassessmentRows.IdOf(record))));
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    private static byte[] Place(long number, Guid decision)
    {
        byte[] place = [.. "creditdecision: grounds of a re-assessment"u8, .. new byte[sizeof(long)], .. decision.ToByteArray()];
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(place.Length - 16 - sizeof(long)), number);
        return place;
    }
}
