namespace CreditDecision.Service.Ledger;

/// <summary>What the ledger holds against one borrower's cap.</summary>
/// <param name="ReservedFen">Sum of the reservations of the borrower's recorded decisions, fen, 0 or more.</param>
public readonly record struct Exposure(long ReservedFen);
