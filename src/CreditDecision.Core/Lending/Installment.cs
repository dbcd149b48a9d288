using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>One payment of a schedule.</summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="DueMonth">Months after disbursement at which it falls due.</param>
/// <param name="Fee">Fees collected with it; the upfront fee is not among them.</param>
/// <param name="Balance">Principal outstanding after it is paid.</param>
public readonly record struct Installment(int Number, int DueMonth, Money Principal, Money Interest, Money Fee, Money Balance)
{
    public Money PrincipalAndInterest => Principal + Interest;

    /// <summary>All that the borrower pays on that day.</summary>
    public Money Payment => Principal + Interest + Fee;
}
