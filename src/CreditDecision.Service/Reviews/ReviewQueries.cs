using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Storage.V1;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>Reads cases and what people made of them.</summary>
internal sealed class ReviewQueries(IReviewStore store, IDecisionLedger ledger, DecisionQueries decisions, ReviewGrounds grounds, ReviewSeal seal, ReviewPolicy policy, TimeProvider time)
{
    private const int DefaultPage = 50, LargestPage = 500;

    /// <exception cref="RpcException">There is no such case.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<KeptCase> CaseAsync(Guid decisionId, CancellationToken cancellation) =>
        await store.GetAsync(decisionId, cancellation) ?? throw new RpcException(new Status(StatusCode.NotFound, "There is no such case."));

    public Wire.ReviewCase ToWire(KeptCase kept) => ReviewTranslation.ToWire(kept, FoldOf(kept), policy, time.GetUtcNow());

    public async ValueTask<Wire.ReviewCaseDetails> DetailsAsync(string decisionId, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(decisionId, "D", out Guid id)) throw Refusals.InvalidArgument([new FieldError("decision_id", "must be an id as Decide returned it")]);
        KeptCase kept = await CaseAsync(id, cancellation);
        Wire.Decision reply = DecisionDesk.Parse(kept.Entry);
        ReviewBounds bounds = await grounds.OfAsync(kept.Entry, reply, cancellation);
        Standing standing = await ledger.ReadAsync(kept.Entry.ClientId, kept.Entry.ApplicationId, kept.Entry.Borrower, cancellation);
        var details = new Wire.ReviewCaseDetails { Case = ToWire(kept), Decision = reply, ApprovedOffer = ReviewSeal.OfferOf(kept) };
        details.History.Add(kept.Events.Select(each => ReviewTranslation.ToWire(each, seal.Read(each, kept.Entry.BorrowerKey))));
        if (bounds.TakesOfCap && bounds.With(standing.Exposure).Headroom is { } headroom) details.HeadroomFen = headroom.Fen;
        return details;
    }

    /// <param name="reasons">Those that are known now.</param>
    public async ValueTask<Wire.ReviewOutcome> OutcomeAsync(Wire.GetReviewOutcomeRequest request, ReasonCatalog reasons, CancellationToken cancellation)
    {
        var get = new Wire.GetDecisionRequest { DecisionId = request.DecisionId, ClientId = request.ClientId, ApplicationId = request.ApplicationId };
        LedgerEntry entry = await decisions.EntryAsync(get, cancellation);
        KeptCase kept = await CaseAsync(entry.DecisionId, cancellation);
        return ReviewTranslation.OutcomeOf(kept, FoldOf(kept), ReviewSeal.OfferOf(kept), policy, reasons);
    }

    public async ValueTask<Wire.ListCasesResponse> ListAsync(Wire.ListCasesRequest request, CancellationToken cancellation)
    {
        CaseQuery query = ToQuery(request);
        // One more tells whether there is another page.
        IReadOnlyList<KeptCase> found = await store.ListAsync(query with { Count = query.Count + 1 }, cancellation);
        var response = new Wire.ListCasesResponse { Cases = { found.Take(query.Count).Select(ToWire) } };
        if (found.Count > query.Count && found[query.Count - 1].Entry is var last)
            response.NextPageToken = PageToken.Write(new LedgerPosition(SqliteRows.ToMicroseconds(last.DecidedAt), last.Sequence), request);
        return response;
    }

    public async ValueTask<Wire.OverridesReport> OverridesAsync(Wire.ReportOverridesRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        DateTimeOffset? from = ApplicationTranslation.Moment(request.From), before = ApplicationTranslation.Moment(request.Before);
        if (from is null) errors.Add(new("from", request.From is null ? "is required" : "is not a valid timestamp"));
        if (before is null) errors.Add(new("before", request.Before is null ? "is required" : "is not a valid timestamp"));
        if (from >= before) errors.Add(new("before", "must be after from"));
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        var tally = new OverrideTally();
        await store.ReadDecidedAsync(from!.Value, before!.Value, each => Count(tally, each), cancellation);
        return ReviewTranslation.ToWire(tally);
    }

    // Nobody asks for texts here, so nothing is opened and nothing has to be there to open it.
    private static ReviewCase FoldOf(KeptCase kept) =>
        ReviewCase.Of(ReviewGrounds.WithoutAmounts(kept.Entry, DecisionDesk.Parse(kept.Entry)).With(default), kept.Events.Select(ReviewSeal.WithoutText));

    private static void Count(OverrideTally tally, StoredReview stored)
    {
        ReviewDetail detail = ReviewSeal.DetailOf(stored);
        tally.Add(
            stored.Record.Act, stored.Record.Became, stored.Record.Who, detail.ProposedBy, stored.Record.Amount,
            detail.Artifacts.Select(artifact => new Core.Reviews.ReviewedArtifact(artifact.Kind, artifact.Id, artifact.Version)));
    }

    private CaseQuery ToQuery(Wire.ListCasesRequest request)
    {
        var errors = new List<FieldError>();
        if (request.PageSize is < 0 or > LargestPage) errors.Add(new("page_size", $"must be 1 to {LargestPage}, or 0 for {DefaultPage}"));
        if (!Enum.IsDefined(request.State)) errors.Add(new("state", $"has the unknown value {request.State}"));
        if (request.Overdue && request.State >= Wire.ReviewState.Approved) errors.Add(new("overdue", "goes with no closed state: what is closed is not due"));
        (string Column, string Value)[] equal =
            [.. new[] { ("product", request.Product), ("client_id", request.ClientId), ("strategy_id", request.StrategyId), ("strategy_version", request.StrategyVersion) }.Where(each => each.Item2.Length > 0)];
        foreach ((string column, string _) in equal.Where(each => each.Value.Contains('\0', StringComparison.Ordinal))) errors.Add(new(column, "must not hold a zero character"));
        if (request.StrategyVersion.Length > 0 && request.StrategyId.Length == 0) errors.Add(new("strategy_id", "is required with strategy_version"));
        LedgerPosition? after = null;
        if (request.PageToken.Length > 0)
        {
            if (PageToken.TryRead(request.PageToken, request, out LedgerPosition position)) after = position;
            else errors.Add(new("page_token", "is not one that these filters returned"));
        }
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        DateTimeOffset now = time.GetUtcNow();
        return new CaseQuery(
            request.PageSize == 0 ? DefaultPage : request.PageSize, request.State == Wire.ReviewState.Unspecified ? null : (ReviewState)request.State,
            equal, request.Overdue ? now - policy.Due : null, after, now);
    }
}
