using System.Security.Cryptography;

namespace CreditDecision.Service.Ledger;

/// <summary>A decision that waits to be recorded.</summary>
/// <param name="Entry">Made with <paramref name="DecidedWith"/>.</param>
/// <param name="DecidedWith">The exposure that the decision was made with.</param>
/// <param name="CapFen">The most that the borrower's reservations may sum to.</param>
/// <param name="DecideAgain">
/// Makes the decision with another exposure. Called by the writer, inside the transaction, when the borrower's exposure is no longer
/// <paramref name="DecidedWith"/>; so it must be fast, pure and of the same application.
/// </param>
/// <param name="ContentNumber">Of the event that put to use what decided; where it is not the last one any more, the decision is not recorded. 0 where nobody asks.</param>
/// <param name="Seal">Seals the evidence, which is in the clear until then; null records it as it is.</param>
public sealed record PendingDecision(
    LedgerEntry Entry, Exposure DecidedWith, long CapFen, Func<Exposure, LedgerEntry> DecideAgain, long ContentNumber = 0, IEntrySeal? Seal = null)
{
    /// <summary>The entry as it is recorded.</summary>
    /// <param name="decided">What the commit decided on.</param>
    /// <param name="borrowerKey">The borrower's key as it is kept; null where there is none.</param>
    /// <param name="keyToKeep">What is to be kept in its place, in the same transaction; null where it stays.</param>
    /// <exception cref="LedgerUnavailableException">The borrower's key cannot be used here.</exception>
    public LedgerEntry Sealed(LedgerEntry decided, byte[]? borrowerKey, out byte[]? keyToKeep)
    {
        keyToKeep = null;
        if (Seal is null) return decided;
        try
        {
            keyToKeep = Seal.Replacing(borrowerKey);
            return Seal.Seal(decided, keyToKeep ?? borrowerKey!);
        }
        catch (CryptographicException problem)
        {
            // Most likely a key that another replica has already and this one has not yet; the caller may find one that has.
            throw new LedgerUnavailableException("The borrower's key cannot be used here.", problem);
        }
    }
}

public enum CommitOutcome
{
    Unspecified = 0,
    /// <summary>Recorded now.</summary>
    Recorded,
    /// <summary>The same application was recorded before; the entry is that first one.</summary>
    AlreadyRecorded,
    /// <summary>The application id was used before with other content; nothing was recorded.</summary>
    ContentDiffers,
}

/// <param name="Entry">Null only with <see cref="CommitOutcome.ContentDiffers"/>.</param>
public readonly record struct CommitResult(CommitOutcome Outcome, LedgerEntry? Entry);

/// <summary>What a decision needs to know before it is made.</summary>
/// <param name="Recorded">The entry of the same client and application id, if there is one.</param>
public readonly record struct Standing(LedgerEntry? Recorded, Exposure Exposure);
