using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>
/// What a borrower pays besides interest: an upfront fee on the day of disbursement and a fee for each month of the tenor,
/// each a share of the principal first lent plus a fixed amount. Shares of the monthly fee are a month's, not a year's.
/// </summary>
public sealed record FeePlan
{
    public static readonly FeePlan None = new();

    public BasisPoints UpfrontShare { get; init; }

    public Money UpfrontFixed { get; init; }

    public BasisPoints MonthlyShare { get; init; }

    public Money MonthlyFixed { get; init; }

    /// <summary>Rounded half-up to the fen.</summary>
    public Money UpfrontOn(Money principal) => principal.ShareRoundedHalfUp(UpfrontShare) + UpfrontFixed;

    /// <summary>One month's fee, rounded half-up to the fen.</summary>
    public Money MonthlyOn(Money principal) => principal.ShareRoundedHalfUp(MonthlyShare) + MonthlyFixed;

    /// <summary>Reports every field that cannot be, under the path at which the plan was written.</summary>
    public void Check(DocumentErrors errors, string path)
    {
        CheckShare(UpfrontShare, "upfront_bps");
        CheckShare(MonthlyShare, "monthly_bps");
        CheckFixed(UpfrontFixed, "upfront_fen");
        CheckFixed(MonthlyFixed, "monthly_fen");

        void CheckShare(BasisPoints share, string field)
        {
            if (share.Value is < 0 or > BasisPoints.PerWhole)
                errors.Add($"{path}.{field}", $"must be 0 to {BasisPoints.PerWhole} bp of the principal, is {share.Value}");
        }

        void CheckFixed(Money amount, string field)
        {
            if (amount.IsNegative || amount > LimitPolicy.LargestAmount)
                errors.Add($"{path}.{field}", $"must be ¥0.00 to {LimitPolicy.LargestAmount}, is {amount}");
        }
    }
}
