using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>A decision as it is answered: the bytes of its message, which are those that were recorded.</summary>
/// <param name="ClientId">Whose application it decides.</param>
internal sealed record WrittenDecision(string ClientId, byte[] Bytes)
{
    /// <param name="entry">Recorded, its reply unpacked.</param>
    public static WrittenDecision Of(LedgerEntry entry) => new(entry.ClientId, entry.Decision);

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(WrittenDecision);
}
