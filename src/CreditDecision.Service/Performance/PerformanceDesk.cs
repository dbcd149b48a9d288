using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Reassessment;
using CreditDecision.Service.Reviews;
using CreditDecision.Service.RiskData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Outcome = CreditDecision.Service.RiskData.PutOutcome<CreditDecision.V1.PutPerformanceResponse>;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Performance;

/// <summary>Keeps how loans went, and tells it (A40).</summary>
internal sealed class PerformanceDesk(IPerformanceStore store, DecisionQueries decisions, ReviewApprovals reviews, LimitCuts cuts, PersonalDataKeys keys, TimeProvider time)
{
    // Each loses only to one that won.
    private const int MostTries = 16;

    // A day's for ten years. Each put reads what is there.
    private const int MostRecords = 4_000;

    /// <exception cref="Grpc.Core.RpcException">There is no such decision.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written.</exception>
    public async ValueTask<Outcome> PutAsync(Wire.PutPerformanceRequest request, CancellationToken cancellation)
    {
        DateTimeOffset putAt = Moments.ToMicroseconds(time.GetUtcNow());
        var key = new RiskRecordKey(request.ClientId, request.RecordId);
        var errors = new FieldErrors();
        bool isNamed = Named(request, errors);
        // What was acceptable when it was put may not be any more; a retry still gets its answer.
        if (isNamed && await RecordedAsync(key, request, cancellation) is { } first) return first;
        LedgerEntry? approved = Names(request, errors) is { } get ? await reviews.ReadAsync(await decisions.EntryAsync(get, cancellation), cancellation) : null;
        for (int i = 0; i < MostTries; i++)
        {
            // Its limit may be cut meanwhile; then the put is refused, and tried again against what is left.
            (LedgerEntry? entry, int times) = approved is null ? default : await cuts.ReadAsync(approved, cancellation);
            (Wire.Decision? reply, LoanObservation? observation) = Check(request, entry, BeijingTime.DayOf(putAt), errors);
            if (errors.Any) return Outcome.Invalid(errors.All);
            KeptPerformance kept = await store.ReadAsync(entry!.DecisionId, cancellation);
            if (kept.Records.Count >= MostRecords) return Outcome.Invalid([new FieldError("record_id", $"is one more than the {MostRecords} records that are kept of a loan")]);
            var response = new Wire.PutPerformanceResponse { DecisionId = entry.DecisionId.ToString(), Version = kept.Version + 1, PutAt = putAt.ToTimestamp() };
            var record = new PerformanceRecord { Request = request, Response = response };
            var row = new PerformanceRecordRow(key, entry.DecisionId, putAt, keys.Seal(record.ToByteArray(), Place(key)));
            LoanHistory history = LoanHistory.Of([.. Records(kept), new LoanRecord(observation!, key.ClientId, key.RecordId)]);
            if (await store.PutAsync(row, new LoanRow(entry, reply!, history, response.Version, times), cancellation)) return Outcome.Of(response);
            if (await RecordedAsync(key, request, cancellation) is { } meanwhile) return meanwhile;
        }
        return Outcome.Contended;
    }

    /// <exception cref="Grpc.Core.RpcException">The request names no one decision, there is no such, or nothing was put of it.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<Wire.LoanPerformance> GetAsync(Wire.GetPerformanceRequest request, CancellationToken cancellation)
    {
        LedgerEntry found = await decisions.EntryAsync(
            new Wire.GetDecisionRequest { DecisionId = request.DecisionId, ClientId = request.ClientId, ApplicationId = request.ApplicationId }, cancellation);
        (LedgerEntry entry, _) = await cuts.ReadAsync(await reviews.ReadAsync(found, cancellation), cancellation);
        KeptPerformance kept = await store.ReadAsync(entry.DecisionId, cancellation);
        if (kept.Version == 0) throw Refusals.NotFound();
        return PerformanceTranslation.ToWire(entry, LoanHistory.Of(Records(kept)), kept.Version);
    }

    private static (Wire.Decision? Reply, LoanObservation? Observation) Check(Wire.PutPerformanceRequest request, LedgerEntry? entry, DateOnly today, FieldErrors errors)
    {
        Wire.Decision? reply = entry is null ? null : Wire.Decision.Parser.ParseFrom(entry.Summary);
        if (reply is not null && reply.Outcome != Wire.Outcome.Approve) errors.Add(request.DecisionId.Length > 0 ? "decision_id" : "application_id", "names a decision that approved nothing");
        LoanApproval? approval = reply?.Outcome == Wire.Outcome.Approve ? new LoanApproval(BeijingTime.DayOf(entry!.DecidedAt), Money.FromFen(reply.Offer.LimitFen)) : null;
        return (reply, PerformanceTranslation.Check(request.Observation, approval, today, errors));
    }

    private async ValueTask<Outcome?> RecordedAsync(RiskRecordKey key, Wire.PutPerformanceRequest request, CancellationToken cancellation)
    {
        if (await store.FindRecordAsync(key, cancellation) is not { } row) return null;
        PerformanceRecord record = PerformanceRecord.Parser.ParseFrom(keys.Open(row, Place(key)));
        return record.Request.Equals(request) ? Outcome.Of(record.Response) : Outcome.Differs;
    }

    private IEnumerable<LoanRecord> Records(KeptPerformance kept) => kept.Records.Select(row => new LoanRecord(
        PerformanceTranslation.Kept(PerformanceRecord.Parser.ParseFrom(keys.Open(row.Sealed, Place(row.Key))).Request.Observation), row.Key.ClientId, row.Key.RecordId));

    private static bool Named(Wire.PutPerformanceRequest request, FieldErrors errors)
    {
        if (!Identifier.TryParse(request.ClientId, out _, out string error)) errors.Add("client_id", error);
        if (!Identifier.TryParse(request.RecordId, out _, out error)) errors.Add("record_id", error);
        return !errors.Any;
    }

    /// <returns>Null where it names no one decision.</returns>
    private static Wire.GetDecisionRequest? Names(Wire.PutPerformanceRequest request, FieldErrors errors)
    {
        bool byId = request.DecisionId.Length > 0, byApplication = request.ApplicationClientId.Length + request.ApplicationId.Length > 0;
        int before = errors.All.Count;
        if (byId == byApplication) errors.Add("decision_id", "give either decision_id, or both application_client_id and application_id");
        else if (byId && !Guid.TryParseExact(request.DecisionId, "D", out _)) errors.Add("decision_id", "must be an id as Decide returned it");
        else if (byApplication)
        {
            if (!Identifier.TryParse(request.ApplicationClientId, out _, out string error)) errors.Add("application_client_id", error);
            if (!Identifier.TryParse(request.ApplicationId, out _, out error)) errors.Add("application_id", error);
        }
        return errors.All.Count > before ? null : new Wire.GetDecisionRequest { DecisionId = request.DecisionId, ClientId = request.ApplicationClientId, ApplicationId = request.ApplicationId };
    }

    // What a sealed record is bound to.
    private static byte[] Place(RiskRecordKey key) => Encoding.UTF8.GetBytes($"performance record {key.ClientId}/{key.RecordId}");
}
