namespace CreditDecision.Core.Lending;

/// <summary>A loan as at a day, as it came over the wire: nothing checked. Days as text, empty for none; amounts in fen.</summary>
public sealed record LoanObservationDraft
{
    public string AsOf { get; init; } = "";
    public int Revision { get; init; }
    public long DisbursedFen { get; init; }
    public string FirstDisbursedOn { get; init; } = "";
    public long PrincipalRepaidFen { get; init; }
    public long InterestRepaidFen { get; init; }
    public long BalanceFen { get; init; }
    public long OverdueFen { get; init; }
    public int DaysPastDue { get; init; }
    public string DefaultedOn { get; init; } = "";
    public long WrittenOffFen { get; init; }
    public string WrittenOffOn { get; init; } = "";
    public string SettledOn { get; init; } = "";
    public string CancelledOn { get; init; } = "";
}
