using System.Security.Cryptography;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.PersonalData.Erasing;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions;

/// <summary>The evidence was erased with its borrower's key, as the log of erasures proves.</summary>
internal sealed class EvidenceErasedException() : Exception("the borrower's key was destroyed after the retention period, and the evidence with it");

/// <summary>Opens what recorded decisions rest on, and knows what was erased from what was damaged.</summary>
internal sealed class EvidenceOpening(EvidenceSeal seal, IErasureStore erasures)
{
    public PersonalDataKeys Keys => seal.Keys;

    /// <exception cref="EvidenceErasedException">It was erased.</exception>
    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is not what the service seals.</exception>
    /// <exception cref="LedgerUnavailableException">What it was packed with, or the log of erasures, cannot be read.</exception>
    public async ValueTask<StoredEvidence> OpenAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        try
        {
            return StoredEvidence.Open(entry, seal);
        }
        catch (KeyDestroyedException gone)
        {
            if (await erasures.WasDestroyedAsync(entry.Borrower, gone.KeyId, cancellation)) throw new EvidenceErasedException();
            throw;
        }
    }
}
