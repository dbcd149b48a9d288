using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// What a borrower pays and when, exact to the fen: principal sums to the loan and the balance ends at zero.
/// </summary>
/// <remarks>
/// Interest is a twelfth of the nominal rate for each month (30/360), rounded half-up to the fen in each period; the equal
/// payment and the equal principal are rounded half-up to the fen, and the last instalment absorbs what rounding left over.
/// On a long tenor that is more than a few fen: half a fen a month, compounded. A principal of fewer fen than months may be
/// repaid before the end, in which case the instalments left are of ¥0.00.
/// A bullet loan has one instalment, at its last month, with simple interest for all months and every month's fee.
/// </remarks>
public sealed class RepaymentSchedule
{
    /// <summary>Far above any rate that may be charged; keeps every product of the arithmetic within 64 bits.</summary>
    public static readonly BasisPoints HighestRate = new(100_000);

    private RepaymentSchedule(
        Money principal, int tenorMonths, BasisPoints nominalRate, RepaymentMethod method, Money upfrontFee, ImmutableArray<Installment> installments)
    {
        Principal = principal;
        TenorMonths = tenorMonths;
        NominalRate = nominalRate;
        Method = method;
        UpfrontFee = upfrontFee;
        Installments = installments;
        TotalFees = upfrontFee;
        foreach (Installment installment in installments)
        {
            TotalInterest += installment.Interest;
            TotalFees += installment.Fee;
            LargestPayment = Money.Max(LargestPayment, installment.Payment);
        }
    }

    public Money Principal { get; }

    public int TenorMonths { get; }

    public BasisPoints NominalRate { get; }

    public RepaymentMethod Method { get; }

    /// <summary>Paid on the day of disbursement.</summary>
    public Money UpfrontFee { get; }

    public ImmutableArray<Installment> Installments { get; }

    public Money TotalInterest { get; }

    /// <summary>The upfront fee and those of all instalments.</summary>
    public Money TotalFees { get; }

    /// <summary>The largest amount due on one day, fees included.</summary>
    public Money LargestPayment { get; }

    /// <param name="principal">Above ¥0.00, at most <see cref="LimitPolicy.LargestAmount"/>.</param>
    /// <param name="tenorMonths">1 to 360.</param>
    /// <param name="nominalRate">0 to <see cref="HighestRate"/>.</param>
    /// <param name="method">Any but unspecified.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, which the caller should have excluded.</exception>
    public static RepaymentSchedule Create(Money principal, int tenorMonths, BasisPoints nominalRate, RepaymentMethod method, FeePlan fees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(principal.Fen, nameof(principal));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(principal, LimitPolicy.LargestAmount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tenorMonths);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tenorMonths, LimitPolicy.LongestTenorMonths);
        ArgumentOutOfRangeException.ThrowIfNegative(nominalRate.Value, nameof(nominalRate));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nominalRate, HighestRate);
        if (method is RepaymentMethod.Unspecified || !Enum.IsDefined(method))
            throw new ArgumentOutOfRangeException(nameof(method), method, "The repayment method must be one of the four.");

        ImmutableArray<Installment>.Builder installments = ImmutableArray.CreateBuilder<Installment>(InstallmentWalk.CountOf(method, tenorMonths));
        var walk = new InstallmentWalk(principal, tenorMonths, nominalRate, method, fees);
        while (walk.TryNext(out Installment installment))
            installments.Add(installment);

        return new RepaymentSchedule(principal, tenorMonths, nominalRate, method, fees.UpfrontOn(principal), installments.MoveToImmutable());
    }
}
