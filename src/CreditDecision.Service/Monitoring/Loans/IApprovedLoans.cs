using CreditDecision.Core.Statistics;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring.Loans;

/// <summary>Which approvals are counted.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Before">Exclusive.</param>
/// <param name="ReportLagDays">How long before its window's end the last report of a loan may lie.</param>
internal sealed record LoanQuery(string Product, DateTimeOffset? From, DateTimeOffset? Before, int ReportLagDays);

/// <param name="loan">With what the ledger says of it and, where anything was reported, how it went.</param>
internal delegate void LoanVisitor(string strategyId, string strategyVersion, in LoanOutcome loan);

/// <summary>
/// Every decision that approved, beside how its loan went: what was approved is counted from the ledger, so that a loan of which nobody reports is
/// missed and not forgotten. No evidence is opened, and the store itself refuses a change.
/// </summary>
internal interface IApprovedLoans
{
    /// <summary>Shows a visitor all loans of a query as they are at one moment, in no order, on one thread.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    Task ScanAsync(LoanQuery query, LoanVisitor visit, CancellationToken cancellation);
}
