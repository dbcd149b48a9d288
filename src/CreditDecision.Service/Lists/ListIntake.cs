using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Lists;

/// <summary>Keeps what is put on lists and what is ended. What it answers is durable and in force here.</summary>
internal sealed class ListIntake(IListLog log, ListFollower follower, PersonalDataKeys keys, TimeProvider time)
{
    /// <summary>Of one request; more are more requests.</summary>
    public const int MostEntries = 1_000;

    /// <exception cref="Grpc.Core.RpcException">The request cannot be accepted, or its id was used for other content.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written.</exception>
    public async Task<Wire.PutEntriesResponse> PutAsync(Wire.PutEntriesRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        var check = new ListEntryCheck(errors);
        check.Record(request.ClientId, request.RecordId);
        check.Count(request.Entries.Count, MostEntries, "entries");
        string[] values = [.. request.Entries.Take(MostEntries).Select((entry, i) => check.Entry(entry, $"entries[{i}]"))];
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        DateTimeOffset now = Moments.ToMicroseconds(time.GetUtcNow());
        byte[] hash = HashOf(request);
        ListEvent[] events = [.. request.Entries.Select((entry, i) => Put(entry, values[i], new ListRecord(request.ClientId, request.RecordId, i), hash, now))];
        IReadOnlyList<ListEvent> kept = await KeepAsync(events, cancellation);
        return new Wire.PutEntriesResponse { EntryIds = { kept.Select(each => each.Number) }, PutAt = Moment(kept[0].At) };
    }

    /// <exception cref="Grpc.Core.RpcException">The request cannot be accepted, or its id was used for other content.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written.</exception>
    public async Task<Wire.EndEntriesResponse> EndAsync(Wire.EndEntriesRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        var check = new ListEntryCheck(errors);
        check.Record(request.ClientId, request.RecordId);
        check.Count(request.EntryIds.Count, MostEntries, "entry_ids");
        check.Reason(request.Reason, "reason", optional: false);
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        Dictionary<long, ListEvent> put = (await log.FindAsync([.. request.EntryIds.Distinct()], cancellation)).ToDictionary(entry => entry.Number);
        for (int i = 0; i < request.EntryIds.Count; i++)
            if (!put.ContainsKey(request.EntryIds[i])) errors.Add(new($"entry_ids[{i}]", $"{request.EntryIds[i]} is no entry"));
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        long now = SqliteRows.ToMicroseconds(Moments.ToMicroseconds(time.GetUtcNow()));
        byte[] hash = HashOf(request);
        ListEvent[] events = [.. request.EntryIds.Select((id, i) => put[id] with
        {
            Kind = ListEventKind.Ended,
            From = now,
            Until = long.MaxValue,
            At = now,
            Record = new ListRecord(request.ClientId, request.RecordId, i),
            ContentHash = hash,
            Sealed = Seal(new ListEventDetail { Reason = request.Reason }, new ListRecord(request.ClientId, request.RecordId, i)),
        })];
        return new Wire.EndEntriesResponse { EndedAt = Moment((await KeepAsync(events, cancellation))[0].At) };
    }

    /// <summary>What an entry says, opened.</summary>
    public ListEventDetail Open(ListEvent kept) => ListEventDetail.Parser.ParseFrom(keys.Open(kept.Sealed, Place(kept.Record)));

    public UInt128 TokenOf(Wire.ListSubject subject, string value) => VelocityQuestion.TokenOf((VelocitySubject)subject, value, keys);

    public static Timestamp Moment(long microseconds) => SqliteRows.FromMicroseconds(microseconds).ToTimestamp();

    private async Task<IReadOnlyList<ListEvent>> KeepAsync(ListEvent[] events, CancellationToken cancellation)
    {
        await log.AppendAsync(events, cancellation);
        // What is there now is this record, or the one that was first.
        IReadOnlyList<ListEvent> kept = await log.OfRecordAsync(events[0].Record.ClientId, events[0].Record.RecordId, cancellation);
        if (!kept[0].ContentHash.AsSpan().SequenceEqual(events[0].ContentHash)) throw Refusals.AlreadyExists();
        await follower.FollowAsync(cancellation);
        return kept;
    }

    private ListEvent Put(Wire.ListEntry entry, string value, ListRecord record, byte[] hash, DateTimeOffset now)
    {
        long MicrosecondsOr(Timestamp? moment, long otherwise) =>
            moment is null ? otherwise : SqliteRows.ToMicroseconds(Moments.ToMicroseconds(moment.ToDateTimeOffset()));
        long at = SqliteRows.ToMicroseconds(now);
        return new ListEvent(
            0, ListEventKind.Put, 0, (ListKind)entry.List, (ListPurpose)entry.Purpose, (VelocitySubject)entry.Subject, TokenOf(entry.Subject, value),
            MicrosecondsOr(entry.EffectiveFrom, at), MicrosecondsOr(entry.ExpiresAt, long.MaxValue), at, record, hash,
            Seal(new ListEventDetail { Value = value, Source = entry.Source, Reason = entry.Reason }, record));
    }

    private byte[] Seal(ListEventDetail detail, ListRecord record) => keys.Seal(detail.ToByteArray(), Place(record));

    // Keyed: the hash of a few numbers would tell them to whoever tries all numbers.
    private byte[] HashOf(IMessage request) => keys.ChainSeal().Of(new Digest(SHA256.HashData(request.ToByteArray())));

    private static byte[] Place(ListRecord record) => Encoding.UTF8.GetBytes($"list event\n{record.ClientId}\n{record.RecordId}\n{record.Place}");
}
