using CreditDecision.Core.Applications;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>The gRPC face of erasure.</summary>
internal sealed class ErasureEndpoint(ErasureDesk desk, IErasureStore store, PersonalDataKeys keys, ErasureLog log) : Wire.PersonalDataService.PersonalDataServiceBase
{
    private const int DefaultDue = 500, MostDue = 2_000, DefaultPage = 50, LargestPage = 500;

    /// <exception cref="RpcException">The request cannot be accepted, the borrower is not known, or may not be erased yet.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written.</exception>
    public override async Task<Wire.Erasure> EraseBorrower(Wire.EraseBorrowerRequest request, ServerCallContext context)
    {
        BorrowerToken borrower = Check(request);
        ErasureOutcome outcome = await desk.EraseAsync(borrower, request.Reason, request.RequestedBy, context.CancellationToken);
        if (outcome.Refused.Count > 0) throw NotYet(outcome.Refused);
        if (outcome.Erased is not { } proof) throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "Nothing is known of this borrower."));
        log.Erased(proof.Erasure.Number);
        return ToWire(proof);
    }

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task<Wire.ListDueResponse> ListDue(Wire.ListDueRequest request, ServerCallContext context)
    {
        var errors = new List<FieldError>();
        int size = Paging.SizeOf(request.PageSize, DefaultDue, MostDue, errors);
        byte[] after = request.PageToken.Length == 0 ? [] : TokenBytes(request.PageToken) ?? [];
        if (request.PageToken.Length > 0 && after.Length == 0) errors.Add(new("page_token", "is not one that was returned"));
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        IReadOnlyList<KnownBorrower> looked = await store.AfterAsync(after, size, context.CancellationToken);
        var response = new Wire.ListDueResponse();
        foreach (KnownBorrower known in looked.Where(desk.IsDue))
            response.Borrowers.Add(new Wire.DueBorrower
            {
                BorrowerToken = known.Borrower.ToString(),
                Decisions = known.History.Decisions,
                LastActivityAt = known.History.LastActivity?.ToTimestamp(),
            });
        if (looked.Count == size) response.NextPageToken = looked[^1].Borrower.ToString();
        return response;
    }

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task<Wire.ListErasuresResponse> ListErasures(Wire.ListErasuresRequest request, ServerCallContext context)
    {
        var errors = new List<FieldError>();
        int size = Paging.SizeOf(request.PageSize, DefaultPage, LargestPage, errors);
        long before = Paging.NumberOf(request.PageToken, long.MaxValue, errors);
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        // One more tells whether there is another page.
        IReadOnlyList<StoredErasure> found = await store.ListAsync(before, size + 1, context.CancellationToken);
        var response = new Wire.ListErasuresResponse { Erasures = { found.Take(size).Select(ToWire) } };
        if (found.Count > size) response.NextPageToken = Paging.TokenOf(found[size - 1].Erasure.Number);
        return response;
    }

    private BorrowerToken Check(Wire.EraseBorrowerRequest request)
    {
        var errors = new List<FieldError>();
        BorrowerToken borrower = default;
        if (request.BorrowerCase == Wire.EraseBorrowerRequest.BorrowerOneofCase.IdNumber)
        {
            if (ResidentId.TryParse(request.IdNumber, out ResidentId id, out string problem)) borrower = keys.TokenOf(id.Text);
            else errors.Add(new("id_number", problem));
        }
        else if (TokenBytes(request.BorrowerToken) is { } token) borrower = new BorrowerToken(token);
        else if (request.BorrowerCase == Wire.EraseBorrowerRequest.BorrowerOneofCase.BorrowerToken) errors.Add(new("borrower_token", "must be 64 hexadecimal digits"));
        else errors.Add(new("borrower", "one of id_number and borrower_token is required"));
        if (request.Reason == Wire.ErasureReason.Unspecified || !System.Enum.IsDefined(request.Reason))
            errors.Add(new("reason", "must say why: the retention period is over, or the borrower's demand"));
        if (!Identifier.TryParse(request.RequestedBy, out _, out string bad)) errors.Add(new("requested_by", bad));
        return errors.Count == 0 ? borrower : throw Refusals.InvalidArgument(errors);
    }

    private static byte[]? TokenBytes(string hex) =>
        hex.Length == 2 * BorrowerToken.Length && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;

    private static RpcException NotYet(IReadOnlyList<RetentionRefusal> refusals)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(refusals.Select(refusal => new PreconditionFailure.Types.Violation
        {
            Type = refusal.Kind switch
            {
                RetentionRefusalKind.LoanOpen => "LOAN_OPEN",
                RetentionRefusalKind.RetentionRuns => "RETENTION_RUNS",
                RetentionRefusalKind.SealedByService => "SEALED_BY_SERVICE",
                _ => throw new ArgumentOutOfRangeException(nameof(refusals)),
            },
            Subject = "borrower",
            Description = refusal.Detail,
        }));
        return Refusals.NotYet($"The borrower may not be erased yet: {string.Join("; ", refusals.Select(refusal => refusal.Detail))}.", failure);
    }

    private static Wire.Erasure ToWire(StoredErasure stored)
    {
        ErasureDetail detail = ErasureDetail.Parser.ParseFrom(stored.Erasure.Detail.Span);
        var wire = new Wire.Erasure
        {
            Number = stored.Erasure.Number,
            BorrowerToken = Convert.ToHexStringLower(stored.Erasure.Borrower.Span),
            KeyId = Convert.ToHexStringLower(stored.Erasure.KeyId.Span),
            ErasedAt = stored.Erasure.ErasedAt.ToTimestamp(),
            Reason = (Wire.ErasureReason)detail.Reason,
            RequestedBy = detail.RequestedBy,
            Decisions = detail.Decisions,
            RiskRecords = detail.RiskRecords,
            Digest = ByteString.CopyFrom(stored.Digest.ToArray()),
        };
        if (detail.LastActivityAt != 0) wire.LastActivityAt = SqliteRows.FromMicroseconds(detail.LastActivityAt).ToTimestamp();
        return wire;
    }
}
