using CreditDecision.Core.Applications;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>Reads recorded decisions (A25, A31).</summary>
public sealed class DecisionQueries(IDecisionLedger ledger, PersonalDataKeys keys)
{
    private const int DefaultPage = 50;
    private const int LargestPage = 500;

    internal async ValueTask<WrittenDecision> GetAsync(Wire.GetDecisionRequest request, CancellationToken cancellation) =>
        WrittenDecision.Of(await EntryAsync(request, cancellation));

    /// <exception cref="Grpc.Core.RpcException">The request does not name one decision, or there is no such.</exception>
    public async ValueTask<LedgerEntry> EntryAsync(Wire.GetDecisionRequest request, CancellationToken cancellation)
    {
        bool byId = request.DecisionId.Length > 0;
        bool byApplication = request.ClientId.Length > 0 && request.ApplicationId.Length > 0;
        var errors = new List<FieldError>();
        Guid id = default;
        if (byId && !Guid.TryParseExact(request.DecisionId, "D", out id)) errors.Add(new("decision_id", "must be an id as Decide returned it"));
        if (byId == (request.ClientId.Length + request.ApplicationId.Length > 0) || (!byId && !byApplication))
            errors.Add(new("decision_id", "give either decision_id, or both client_id and application_id"));
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);

        LedgerEntry? entry = byId
            ? await ledger.GetAsync(id, cancellation)
            : await ledger.FindAsync(request.ClientId, request.ApplicationId, cancellation);
        return entry ?? throw Refusals.NotFound();
    }

    public async ValueTask<Wire.ListDecisionsResponse> ListAsync(Wire.ListDecisionsRequest request, CancellationToken cancellation)
    {
        LedgerQuery query = ToQuery(request);
        LedgerPage page = await ledger.ListAsync(query, cancellation);
        var response = new Wire.ListDecisionsResponse { NextPageToken = page.Next is { } next ? PageToken.Write(next, request) : "" };
        response.Decisions.AddRange(page.Entries.Select(DecisionDesk.Parse));
        return response;
    }

    private LedgerQuery ToQuery(Wire.ListDecisionsRequest request)
    {
        var errors = new List<FieldError>();
        int size = Paging.SizeOf(request.PageSize, DefaultPage, LargestPage, errors);
        if (!System.Enum.IsDefined(request.Outcome)) errors.Add(new("outcome", $"has the unknown value {request.Outcome}"));
        BorrowerToken? borrower = null;
        if (request.BorrowerIdNumber.Length > 0)
        {
            if (ResidentId.TryParse(request.BorrowerIdNumber, out ResidentId id, out string error)) borrower = keys.TokenOf(id.Text);
            else errors.Add(new("borrower_id_number", error));
        }
        LedgerPosition? before = null;
        if (request.PageToken.Length > 0)
        {
            if (PageToken.TryRead(request.PageToken, request, out LedgerPosition position)) before = position;
            else errors.Add(new("page_token", "is not one that these filters returned"));
        }
        DateTimeOffset? from = Moment(request.DecidedFrom, "decided_from", errors);
        DateTimeOffset? until = Moment(request.DecidedBefore, "decided_before", errors);
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);

        return new LedgerQuery
        {
            Count = size,
            Before = before,
            Borrower = borrower,
            ClientId = NullIfEmpty(request.ClientId),
            ApplicationId = NullIfEmpty(request.ApplicationId),
            DecidedFrom = from,
            DecidedBefore = until,
            Outcome = request.Outcome == Wire.Outcome.Unspecified ? null : (int)request.Outcome,
            Product = NullIfEmpty(request.Product),
        };
    }

    private static DateTimeOffset? Moment(Timestamp? timestamp, string field, List<FieldError> errors)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(timestamp);
        if (timestamp is not null && moment is null) errors.Add(new(field, "is not a valid timestamp"));
        return moment;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
