using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Statistics;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring.Loans;

/// <summary>Default rates as they were counted.</summary>
/// <param name="Unknown">Approvals of strategies of which it is not known which model they asked; they are in no rate.</param>
internal sealed record CountedDefaults(DefaultFindings Findings, DateOnly AsOf, StrategyCounts Unknown);

/// <summary>Counts what became of all loans that a product or a model approved (A40). Changes nothing.</summary>
internal sealed class DefaultRateCount(IApprovedLoans loans)
{
    /// <param name="asOf">The last day of which performance counts.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<CountedDefaults> OfAsync(Watch watch, Period approved, DateOnly asOf, DefaultPolicy policy, CancellationToken cancellation)
    {
        var rates = new DefaultRates(policy.WindowMonths, asOf);
        var unknown = new StrategyCounts();
        void Count(string strategyId, string strategyVersion, in LoanOutcome loan)
        {
            // Approved after the day of which is asked: on it there was no such loan.
            if (loan.ApprovedOn > asOf) return;
            if (watch.IsUnknown(strategyId, strategyVersion)) unknown.Add(strategyId, strategyVersion);
            else if (watch.Counts(strategyId, strategyVersion)) rates.Add(loan);
        }
        foreach (string product in watch.Products)
            await loans.ScanAsync(new LoanQuery(product, approved.From, approved.Before, policy.ReportLagDays), Count, cancellation);
        return new CountedDefaults(DefaultFindings.Of(rates, policy), asOf, unknown);
    }
}
