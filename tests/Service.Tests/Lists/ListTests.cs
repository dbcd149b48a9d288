using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Lists;

/// <summary>Lists of a running service, asked over the wire.</summary>
[Trait("Article", "A19")]
public abstract class ListTests : IDisposable
{
    private protected const int ListedForFraud = 20_207, ListedForLaundering = 20_304, DeviceOfMany = 20_201;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected ListTests(ServiceHome home) => _home = home;

    private protected ServiceHome Home => _home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A31")]
    [Trait("Fault", "kill9")]
    public async Task What_is_on_a_list_decides_from_when_it_was_put_until_it_is_ended_and_decisions_are_made_again_the_same()
    {
        Decision before, declined, other;
        PutEntriesResponse put;
        await using (RunningService service = await _home.StartAsync())
        {
            before = await DecideAsync(service, "before", 1);
            put = await PutAsync(service, "phone", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Phone, Requests.Clean("x", 1).Borrower.Phone));
            declined = await DecideAsync(service, "declined", 1);
            other = await DecideAsync(service, "other", 2);
            await service.KillAsync();
        }
        Assert.Equal((Outcome.Approve, Outcome.Decline, Outcome.Approve), (before.Outcome, declined.Outcome, other.Outcome));
        Assert.Equal(ListedForFraud, declined.Reasons[0].Code);
        await using RunningService again = await _home.StartAsync();
        Assert.Equal(Outcome.Decline, (await DecideAsync(again, "still", 1)).Outcome);
        await Lists(again).EndEntriesAsync(new EndEntriesRequest { ClientId = "risk", RecordId = "end", EntryIds = { put.EntryIds }, Reason = "a mistake" }, cancellationToken: _cancellation);
        Assert.Equal(Outcome.Approve, (await DecideAsync(again, "ended", 1)).Outcome);
        foreach (Decision made in new[] { before, declined, other }) Assert.Equal(ReplayOutcome.Identical, (await again.ReplayOneAsync(made.DecisionId)).Outcome);
    }

    [Fact]
    [Trait("Article", "A18")]
    public async Task Every_subject_is_found_and_a_list_means_what_its_purpose_says()
    {
        await using RunningService service = await _home.StartAsync();
        DecideRequest clean = Requests.Clean("x", 10);
        (ListSubject, string)[] subjects =
        [
            (ListSubject.Borrower, clean.Borrower.IdNumber.ToLowerInvariant()), (ListSubject.Phone, "+86" + clean.Borrower.Phone), (ListSubject.Device, clean.Channel.DeviceId),
            (ListSubject.Card, clean.Borrower.BankAccount), (ListSubject.Ip, "2001:DB8:0::1"),
        ];
        foreach ((ListSubject subject, string value) in subjects)
        {
            PutEntriesResponse put = await PutAsync(service, $"watch-{subject}", Entry(ListKind.Watch, ListPurpose.AntiMoneyLaundering, subject, value));
            Decision referred = await DecideAsync(service, $"watched-{subject}", 10, request => request.Channel.IpAddress = "2001:db8::1");
            Assert.Equal((Outcome.Refer, ListedForLaundering), (referred.Outcome, referred.Reasons[0].Code));
            await Lists(service).EndEntriesAsync(new EndEntriesRequest { ClientId = "risk", RecordId = $"end-{subject}", EntryIds = { put.EntryIds }, Reason = "done" }, cancellationToken: _cancellation);
        }
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "nobody", 10, request => request.Channel.IpAddress = "2001:db8::1")).Outcome);
        await PutAsync(service, "barred", Entry(ListKind.Deny, ListPurpose.AntiMoneyLaundering, ListSubject.Borrower, clean.Borrower.IdNumber));
        Decision declined = await DecideAsync(service, "barred", 10);
        Assert.Equal((Outcome.Decline, ListedForLaundering), (declined.Outcome, declined.Reasons[0].Code));
    }

    [Fact]
    public async Task A_device_that_is_allowed_may_serve_many_and_nothing_else_is_excused()
    {
        await using RunningService service = await _home.StartAsync();
        for (int person = 20; person < 24; person++) await DecideAsync(service, $"branch-{person}", person, Branch);
        Decision many = await DecideAsync(service, "branch-24", 24, Branch);
        Assert.Equal((Outcome.Refer, DeviceOfMany), (many.Outcome, many.Reasons[0].Code));
        await PutAsync(service, "branch", Entry(ListKind.Allow, ListPurpose.AntiFraud, ListSubject.Device, "branch-7"));
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "branch-25", 25, Branch)).Outcome);
        await PutAsync(service, "branch-denied", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Device, "branch-7"));
        Assert.Equal(Outcome.Decline, (await DecideAsync(service, "branch-26", 26, Branch)).Outcome);
    }

    [Fact]
    public async Task An_entry_holds_between_its_dates_only()
    {
        await using RunningService service = await _home.StartAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        ListEntry Dated(int from, int until, int person)
        {
            ListEntry entry = Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Borrower, Requests.IdNumber(person));
            (entry.EffectiveFrom, entry.ExpiresAt) = (now.AddHours(from).ToTimestamp(), now.AddHours(until).ToTimestamp());
            return entry;
        }
        await PutAsync(service, "dated", Dated(1, 2, 30), Dated(-2, -1, 31), Dated(-1, 1, 32));
        Assert.Equal(
            [Outcome.Approve, Outcome.Approve, Outcome.Decline],
            [(await DecideAsync(service, "future", 30)).Outcome, (await DecideAsync(service, "past", 31)).Outcome, (await DecideAsync(service, "now", 32)).Outcome]);
        ListEntriesResponse holding = await Lists(service).ListEntriesAsync(new ListEntriesRequest { HoldingAt = now.ToTimestamp() }, cancellationToken: _cancellation);
        Assert.Equal(Requests.IdNumber(32), Assert.Single(holding.Entries).Entry.Value);
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task Entries_are_listed_by_what_they_are_of_and_in_pages_and_a_record_is_kept_once()
    {
        await using RunningService service = await _home.StartAsync();
        PutEntriesRequest request = Request("many", [.. Enumerable.Range(0, 7).Select(i => Entry(ListKind.Watch, ListPurpose.AntiFraud, ListSubject.Device, $"device-{i % 3}"))]);
        PutEntriesResponse put = await Lists(service).PutEntriesAsync(request, cancellationToken: _cancellation);
        Assert.Equal(put, await Lists(service).PutEntriesAsync(request, cancellationToken: _cancellation));
        PutEntriesRequest changed = request.Clone();
        changed.Entries[3].Source = "another";
        RpcException exists = await Assert.ThrowsAsync<RpcException>(() => Lists(service).PutEntriesAsync(changed, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.AlreadyExists, exists.StatusCode);

        var asked = new ListEntriesRequest { PageSize = 2, Subject = ListSubject.Device, Value = "device-0" };
        ListEntriesResponse first = await Lists(service).ListEntriesAsync(asked, cancellationToken: _cancellation);
        asked.PageToken = first.NextPageToken;
        ListEntriesResponse second = await Lists(service).ListEntriesAsync(asked, cancellationToken: _cancellation);
        Assert.Equal([put.EntryIds[6], put.EntryIds[3], put.EntryIds[0]], first.Entries.Concat(second.Entries).Select(entry => entry.EntryId));
        Assert.Equal("", second.NextPageToken);
        ListedEntry listed = second.Entries[0];
        Assert.Equal(("risk", "many", "police", "seen twice", "device-0"), (listed.ClientId, listed.RecordId, listed.Entry.Source, listed.Entry.Reason, listed.Entry.Value));
        Assert.Null(listed.EndedAt);
    }

    [Fact]
    public async Task Every_bad_field_is_named_at_once_and_no_value_is_quoted()
    {
        await using RunningService service = await _home.StartAsync();
        var request = new PutEntriesRequest
        {
            ClientId = "r r",
            Entries =
            {
                new ListEntry { Value = "nobody" },
                new ListEntry { List = ListKind.Deny, Purpose = ListPurpose.AntiFraud, Subject = ListSubject.Borrower, Value = "11019919850101001", Source = "police" },
                new ListEntry { List = ListKind.Deny, Purpose = ListPurpose.AntiFraud, Subject = ListSubject.Ip, Value = "1.2", Source = "police", EffectiveFrom = new Timestamp { Seconds = 9 }, ExpiresAt = new Timestamp { Seconds = 9 } },
            },
        };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Lists(service).PutEntriesAsync(request, cancellationToken: _cancellation).ResponseAsync);
        IReadOnlyList<BadRequest.Types.FieldViolation> violations = Violations.Of(refused);
        Assert.Equal(
            ["client_id", "record_id", "entries[0].list", "entries[0].purpose", "entries[0].source", "entries[0].subject", "entries[1].value", "entries[2].expires_at", "entries[2].value"],
            violations.Select(violation => violation.Field));
        Assert.DoesNotContain("11019919850101001", string.Concat(violations), StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<RpcException>(() => Lists(service).EndEntriesAsync(
            new EndEntriesRequest { ClientId = "risk", RecordId = "none", EntryIds = { 77 }, Reason = "gone" }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal("entry_ids[0]", Assert.Single(Violations.Of(refused)).Field);
    }

    private protected static ListEntry Entry(ListKind list, ListPurpose purpose, ListSubject subject, string value) =>
        new() { List = list, Purpose = purpose, Subject = subject, Value = value, Source = "police", Reason = "seen twice" };

    private protected static PutEntriesRequest Request(string record, params ListEntry[] entries) => new() { ClientId = "risk", RecordId = record, Entries = { entries } };

    private protected async Task<PutEntriesResponse> PutAsync(RunningService service, string record, params ListEntry[] entries) =>
        await Lists(service).PutEntriesAsync(Request(record, entries), cancellationToken: _cancellation);

    private protected async Task<Decision> DecideAsync(RunningService service, string application, int person, Action<DecideRequest>? change = null)
    {
        DecideRequest request = Requests.Clean(application, person);
        // Each application is the first of its borrower that counts towards the cap.
        request.AmountFen = 100_000;
        change?.Invoke(request);
        return await service.Client.DecideAsync(request, cancellationToken: _cancellation);
    }

    private protected static ListService.ListServiceClient Lists(RunningService service) => new(service.Channel);

    private static void Branch(DecideRequest request) => request.Channel.DeviceId = "branch-7";
}

[Trait("Store", "SQLite")]
public sealed class SqliteListTests : ListTests
{
    public SqliteListTests() : base(new ServiceHome()) { }

    [Fact]
    [Trait("Article", "A35")]
    public async Task Nothing_of_what_is_on_a_list_lies_open_in_the_store_or_the_log()
    {
        IReadOnlyList<string> output;
        await using (RunningService service = await Home.StartAsync())
        {
            await PutAsync(service, "secret", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Borrower, Requests.IdNumber(5)));
            output = service.Output;
        }
        string all = string.Concat(Directory.GetFiles(Path.GetDirectoryName(Home.Store)!, "decisions.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))) + string.Concat(output);
        Assert.Contains("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Requests.IdNumber(5), all, StringComparison.Ordinal);
        Assert.DoesNotContain("seen twice", all, StringComparison.Ordinal);
    }
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresListTests(PostgresServer server, RedisServer redis) : ListTests(new PostgresServiceHome(server, redis))
{
    // A replica is told at once; this many decisions take longer than it needs.
    private const int MostTried = 20_000;

    [Fact]
    public async Task An_entry_that_is_put_on_one_replica_decides_on_the_others()
    {
        await using RunningService one = await Home.StartAsync(), other = await Home.StartAsync();
        await PutAsync(one, "here", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Borrower, Requests.IdNumber(6)));
        Assert.Equal(Outcome.Decline, (await DecideAsync(one, "at-once", 6)).Outcome);
        int tried = 0;
        while ((await DecideAsync(other, $"other-{tried}", 6)).Reasons.All(reason => reason.Code != ListedForFraud)) Assert.True(++tried < MostTried, "the other replica never learned of it");
        await PutAsync(other, "there", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Borrower, Requests.IdNumber(7)));
        Assert.Equal(Outcome.Decline, (await DecideAsync(other, "there", 7)).Outcome);
    }

    [Fact]
    public async Task Entries_put_by_two_replicas_at_once_all_come_to_both()
    {
        await using RunningService one = await Home.StartAsync(), other = await Home.StartAsync();
        PutEntriesResponse[] put = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => PutAsync(
            i % 2 == 0 ? one : other, $"both-{i}", Entry(ListKind.Deny, ListPurpose.AntiFraud, ListSubject.Borrower, Requests.IdNumber(100 + i)))));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), put.SelectMany(response => response.EntryIds).Order());
        // A put returns after its replica has everything before it.
        await PutAsync(one, "last-of-one", Entry(ListKind.Watch, ListPurpose.AntiFraud, ListSubject.Device, "none"));
        await PutAsync(other, "last-of-other", Entry(ListKind.Watch, ListPurpose.AntiFraud, ListSubject.Device, "none"));
        for (int i = 0; i < 40; i++)
            Assert.Equal((Outcome.Decline, Outcome.Decline), ((await DecideAsync(one, $"one-{i}", 100 + i)).Outcome, (await DecideAsync(other, $"other-{i}", 100 + i)).Outcome));
    }
}
