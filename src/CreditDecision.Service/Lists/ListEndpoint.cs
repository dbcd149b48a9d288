using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Storage.V1;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Lists;

/// <summary>The gRPC face of the lists.</summary>
internal sealed class ListEndpoint(ListIntake intake, IListLog log) : Wire.ListService.ListServiceBase
{
    private const int DefaultPage = 50, LargestPage = 500;

    public override Task<Wire.PutEntriesResponse> PutEntries(Wire.PutEntriesRequest request, ServerCallContext context) =>
        intake.PutAsync(request, context.CancellationToken);

    public override Task<Wire.EndEntriesResponse> EndEntries(Wire.EndEntriesRequest request, ServerCallContext context) =>
        intake.EndAsync(request, context.CancellationToken);

    public override async Task<Wire.ListEntriesResponse> ListEntries(Wire.ListEntriesRequest request, ServerCallContext context)
    {
        ListQuery query = ToQuery(request);
        // One more tells whether there is another page.
        IReadOnlyList<StoredListEntry> found = await log.ListAsync(query with { Count = query.Count + 1 }, context.CancellationToken);
        var response = new Wire.ListEntriesResponse { Entries = { found.Take(query.Count).Select(ToWire) } };
        if (found.Count > query.Count) response.NextPageToken = Paging.TokenOf(found[query.Count - 1].Put.Number);
        return response;
    }

    private ListQuery ToQuery(Wire.ListEntriesRequest request)
    {
        var errors = new List<FieldError>();
        var check = new ListEntryCheck(errors);
        int size = Paging.SizeOf(request.PageSize, DefaultPage, LargestPage, errors);
        if (!Enum.IsDefined(request.List)) errors.Add(new("list", $"has the unknown value {request.List}"));
        if (!Enum.IsDefined(request.Purpose)) errors.Add(new("purpose", $"has the unknown value {request.Purpose}"));
        long before = Paging.NumberOf(request.PageToken, 0, errors);
        UInt128? token = null;
        if (request.Subject != Wire.ListSubject.Unspecified || request.Value.Length > 0)
            token = intake.TokenOf(request.Subject, check.Value(request.Subject, request.Value, "subject", "value"));
        DateTimeOffset? at = check.Moment(request.HoldingAt, "holding_at");
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        return new ListQuery(
            size, before, (ListKind)request.List, (ListPurpose)request.Purpose, token,
            at is { } moment ? SqliteRows.ToMicroseconds(moment) : null);
    }

    private Wire.ListedEntry ToWire(StoredListEntry stored)
    {
        ListEvent put = stored.Put;
        ListEventDetail detail = intake.Open(put);
        var entry = new Wire.ListEntry
        {
            List = (Wire.ListKind)put.List,
            Purpose = (Wire.ListPurpose)put.Purpose,
            Subject = (Wire.ListSubject)put.Subject,
            Value = detail.Value,
            Source = detail.Source,
            Reason = detail.Reason,
            EffectiveFrom = ListIntake.Moment(put.From),
        };
        if (put.Until != long.MaxValue) entry.ExpiresAt = ListIntake.Moment(put.Until);
        var listed = new Wire.ListedEntry { EntryId = put.Number, Entry = entry, ClientId = put.Record.ClientId, RecordId = put.Record.RecordId, PutAt = ListIntake.Moment(put.At) };
        if (stored.EndedAt is { } ended) listed.EndedAt = ListIntake.Moment(ended);
        return listed;
    }
}
