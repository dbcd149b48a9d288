using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.Service.Ledger;

/// <summary>All that one store keeps for the ledger.</summary>
internal interface ILedgerStore : IDecisionLedger, IShadowStore, IAuditTrail, IDisposable;
