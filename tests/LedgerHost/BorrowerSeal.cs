using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.LedgerHost;

/// <summary>Seals evidence that is no message of the service.</summary>
internal sealed class BorrowerSeal(PersonalDataKeys keys) : IEntrySeal
{
    private readonly BorrowerKeys _borrowers = new(keys);

    public byte[]? Replacing(byte[]? kept) => kept is null ? _borrowers.New() : _borrowers.Renewed(kept);

    public LedgerEntry Seal(LedgerEntry entry, byte[] borrowerKey) =>
        entry with { Evidence = _borrowers.Seal(borrowerKey, entry.Evidence, entry.DecisionId.ToByteArray()), BorrowerKey = borrowerKey };
}
