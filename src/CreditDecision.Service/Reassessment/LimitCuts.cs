using CreditDecision.Core.Reassessment;
using CreditDecision.Service.Ledger;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reassessment;

/// <summary>Tells what is left of approvals after re-assessment, for who goes on with what is lent.</summary>
internal sealed class LimitCuts(StoreSessions sessions)
{
    private const string Cuts = $"SELECT {ReassessmentRows.Columns} FROM reassessment_events WHERE decision_id = $1 AND act IN (3, 4) ORDER BY number";

    /// <param name="approved">As the service or a person approved it.</param>
    /// <returns>With the limit and reservation that it has now, and how often they were cut. Never to be written where decisions are.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<(LedgerEntry Entry, int Cuts)> ReadAsync(LedgerEntry approved, CancellationToken cancellation)
    {
        IReadOnlyList<StoredReassessment> cuts = await sessions.ReadAsync(Cuts, ReassessmentRows.Read, cancellation, sessions.Id(approved.DecisionId));
        return (Apply(approved, cuts), cuts.Count);
    }

    /// <param name="events">Of the decision, ascending.</param>
    public static LedgerEntry Apply(LedgerEntry approved, IEnumerable<StoredReassessment> events)
    {
        ReassessmentRecord[] cuts = [.. events.Select(stored => stored.Record).Where(record => record.Act is ReassessmentAct.Cut or ReassessmentAct.Withdraw)];
        if (cuts.Length == 0) return approved;
        Wire.Decision summary = Wire.Decision.Parser.ParseFrom(approved.Summary);
        if (summary.Offer is { } offer) offer.LimitFen = cuts[^1].Limit.Fen;
        return approved with { ReservedFen = approved.ReservedFen - cuts.Sum(cut => cut.Released.Fen), Summary = summary.ToByteArray() };
    }
}
