using System.Globalization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Service.Ledger;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Performance;

/// <summary>Observations of loans between the wire and the core.</summary>
internal static class PerformanceTranslation
{
    /// <returns>Null with at least one more error.</returns>
    public static LoanObservation? Check(Wire.LoanObservation? observation, LoanApproval? approval, DateOnly today, FieldErrors errors)
    {
        if (observation is not null) return LoanObservation.TryCreate(ToDraft(observation), approval, today, errors);
        errors.Add("observation", "is required");
        return null;
    }

    /// <summary>One that was checked when it was put, against what counted then.</summary>
    public static LoanObservation Kept(Wire.LoanObservation observation)
    {
        var errors = new FieldErrors();
        return LoanObservation.TryCreate(ToDraft(observation), null, DateOnly.MaxValue, errors)
            ?? throw new InvalidOperationException($"A kept observation of a loan does not hold: {string.Join("; ", errors.All)}");
    }

    public static Wire.LoanPerformance ToWire(LedgerEntry approved, LoanHistory history, long version)
    {
        Wire.Decision reply = Wire.Decision.Parser.ParseFrom(approved.Summary);
        return new Wire.LoanPerformance
        {
            DecisionId = approved.DecisionId.ToString(),
            ClientId = approved.ClientId,
            ApplicationId = approved.ApplicationId,
            Product = approved.Product,
            Grade = reply.Grade,
            LimitFen = reply.Offer.LimitFen,
            ApprovedAt = approved.DecidedAt.ToTimestamp(),
            Version = version,
            Status = (Wire.LoanStatus)history.Current.Status,
            Current = ToWire(history.Current),
            MonthsOnBook = history.MonthsOnBook,
            WorstDaysPastDue = history.WorstDaysPastDue,
            Reached90DaysOn = Text(history.ReachedDefaultDaysOn),
            FirstDefaultedOn = Text(history.FirstDefaultedOn),
            Observations = { history.Days.Select(ToWire) },
        };
    }

    private static LoanObservationDraft ToDraft(Wire.LoanObservation observation) => new()
    {
        AsOf = observation.AsOf,
        Revision = observation.Revision,
        DisbursedFen = observation.DisbursedFen,
        FirstDisbursedOn = observation.FirstDisbursedOn,
        PrincipalRepaidFen = observation.PrincipalRepaidFen,
        InterestRepaidFen = observation.InterestRepaidFen,
        BalanceFen = observation.BalanceFen,
        OverdueFen = observation.OverdueFen,
        DaysPastDue = observation.DaysPastDue,
        DefaultedOn = observation.DefaultedOn,
        WrittenOffFen = observation.WrittenOffFen,
        WrittenOffOn = observation.WrittenOffOn,
        SettledOn = observation.SettledOn,
        CancelledOn = observation.CancelledOn,
    };

    private static Wire.LoanObservation ToWire(LoanObservation observation) => new()
    {
        AsOf = Text(observation.AsOf),
        Revision = observation.Revision,
        DisbursedFen = observation.Disbursed.Fen,
        FirstDisbursedOn = Text(observation.FirstDisbursedOn),
        PrincipalRepaidFen = observation.PrincipalRepaid.Fen,
        InterestRepaidFen = observation.InterestRepaid.Fen,
        BalanceFen = observation.Balance.Fen,
        OverdueFen = observation.Overdue.Fen,
        DaysPastDue = observation.DaysPastDue,
        DefaultedOn = Text(observation.DefaultedOn),
        WrittenOffFen = observation.WrittenOff.Fen,
        WrittenOffOn = Text(observation.WrittenOffOn),
        SettledOn = Text(observation.SettledOn),
        CancelledOn = Text(observation.CancelledOn),
    };

    private static string Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
