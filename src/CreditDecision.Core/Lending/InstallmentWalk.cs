using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// Yields the instalments of a loan one after the other without keeping them. It is the only place where a schedule is
/// worked out: what is offered and what is tested for affordability cannot differ.
/// </summary>
/// <remarks>
/// Invariants, by induction: the balance never rises, hence a month's rounded interest never exceeds that of the first month,
/// which never exceeds the rounded equal payment; so no part of an instalment is negative. The last instalment pays whatever
/// is left, so principal sums to the loan exactly.
/// </remarks>
internal struct InstallmentWalk
{
    private readonly int _tenorMonths;
    private readonly BasisPoints _rate;
    private readonly RepaymentMethod _method;
    private readonly Money _monthlyFee;
    private readonly Money _regular;
    private Money _balance;
    private int _paid;

    public InstallmentWalk(Money principal, int tenorMonths, BasisPoints rate, RepaymentMethod method, FeePlan fees)
    {
        _tenorMonths = tenorMonths;
        _rate = rate;
        _method = method;
        _monthlyFee = fees.MonthlyOn(principal);
        _balance = principal;
        _regular = method switch
        {
            RepaymentMethod.EqualInstallment => MonthlyInterest.EqualPayment(principal, tenorMonths, rate),
            RepaymentMethod.EqualPrincipal => MonthlyInterest.EqualPrincipal(principal, tenorMonths),
            _ => Money.Zero,
        };
    }

    /// <summary>Of what is left to pay.</summary>
    public Money LargestPayment()
    {
        Money largest = Money.Zero;
        while (TryNext(out Installment installment)) largest = Money.Max(largest, installment.Payment);
        return largest;
    }

    public static int CountOf(RepaymentMethod method, int tenorMonths) => method == RepaymentMethod.Bullet ? 1 : tenorMonths;

    public bool TryNext(out Installment installment)
    {
        int count = CountOf(_method, _tenorMonths);
        if (_paid == count)
        {
            installment = default;
            return false;
        }

        _paid++;
        int months = _tenorMonths / count;
        Money interest = MonthlyInterest.On(_balance, _rate, months);
        Money principal = _paid == count ? _balance : Money.Min(RegularPrincipal(interest), _balance);
        _balance -= principal;
        installment = new Installment(_paid, _paid * months, principal, interest, _monthlyFee * months, _balance);
        return true;
    }

    private readonly Money RegularPrincipal(Money interest) => _method switch
    {
        RepaymentMethod.EqualInstallment => _regular - interest,
        RepaymentMethod.EqualPrincipal => _regular,
        _ => Money.Zero,
    };
}
