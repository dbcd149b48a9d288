using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.Service.Ledger;

/// <summary>All that one store keeps for the ledger.</summary>
internal interface ILedgerStore : IDecisionLedger, IShadowStore, IAuditTrail, IDisposable
{
    /// <summary>Decisions that wait to be committed.</summary>
    int Waiting { get; }

    /// <summary>
    /// Does all that a commit does and undoes it: what its first one has to open and to prepare is there afterwards. Called at the start, before others are.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    ValueTask RehearseAsync(PendingDecision pending, CancellationToken cancellation);

    /// <summary>Asks whether the store would commit now. At most a few times a second.</summary>
    /// <exception cref="LedgerUnavailableException">It would not, or does not say.</exception>
    ValueTask CheckAsync(CancellationToken cancellation);
}
