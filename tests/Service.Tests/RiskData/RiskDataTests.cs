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

namespace CreditDecision.Service.Tests.RiskData;

[Trait("Article", "A36")]
public abstract class RiskDataTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Dictionary<string, DecideRequest> _sent = [];
    private readonly ServiceHome _home;

    private protected RiskDataTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A31")]
    public async Task A_decision_uses_what_was_put_and_is_made_again_the_same_after_that_changed()
    {
        Decision approved;
        await using (RunningService first = await _home.StartAsync())
        {
            // The bureau's word on arrears is never done without.
            Decision without = await first.Client.DecideAsync(Without("none", 1, "months_past_due_now"), cancellationToken: _cancellation);
            Assert.Equal(Outcome.Refer, without.Outcome);
            PutFeaturesResponse put = await PutAsync(first, Put("bureau-1", 1, ("months_past_due_now", 0, 5)));
            Assert.Equal((1, FeatureQuality.Used), (put.Version, Assert.Single(put.Results).Quality));
            approved = await first.Client.DecideAsync(Without("put", 1, "months_past_due_now"), cancellationToken: _cancellation);
            Assert.Equal(Outcome.Approve, approved.Outcome);
            // The other borrower has nothing of it.
            Assert.Equal(Outcome.Refer, (await first.Client.DecideAsync(Without("other", 2, "months_past_due_now"), cancellationToken: _cancellation)).Outcome);
            Assert.Equal(2, (await PutAsync(first, Put("bureau-2", 1, ("months_past_due_now", 3, 1)))).Version);
        }
        await using RunningService again = await _home.StartAsync();
        Assert.Equal(ReplayOutcome.Identical, (await again.ReplayOneAsync(approved.DecisionId)).Outcome);
        Decision changed = await again.Client.DecideAsync(Without("changed", 1, "months_past_due_now"), cancellationToken: _cancellation);
        Assert.Equal(Outcome.Decline, changed.Outcome);
        Assert.Equal(ReplayOutcome.Identical, (await again.ReplayOneAsync(changed.DecisionId)).Outcome);
        Assert.Equal(approved, await again.Client.DecideAsync(_sent[approved.ApplicationId], cancellationToken: _cancellation));
    }

    [Fact]
    public async Task The_newer_of_what_is_given_and_what_was_put_decides()
    {
        await using RunningService service = await _home.StartAsync();
        // An application's own values are five minutes old.
        await PutAsync(service, Put("older", 1, ("months_past_due_now", 3, 60)));
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Requests.Clean("given", 1), cancellationToken: _cancellation)).Outcome);
        await PutAsync(service, Put("newer", 1, ("months_past_due_now", 3, 1)));
        Assert.Equal(Outcome.Decline, (await service.Client.DecideAsync(Requests.Clean("stored", 1), cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    [Trait("Article", "A20")]
    [Trait("Article", "A33")]
    public async Task What_was_put_is_not_read_without_the_consent_of_the_application()
    {
        await using RunningService service = await _home.StartAsync();
        await PutAsync(service, Put("bureau", 1, ("months_past_due_now", 0, 5)));
        DecideRequest request = Without("no-consent", 1, "months_past_due_now");
        request.Consents.Remove(request.Consents.Single(consent => consent.Scope == ConsentScope.CreditBureau));
        Assert.NotEqual(Outcome.Approve, (await service.Client.DecideAsync(request, cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    [Trait("Article", "A33")]
    public async Task A_value_that_cannot_be_used_is_told_and_displaces_none()
    {
        await using RunningService service = await _home.StartAsync();
        await PutAsync(service, Put("good", 1, ("months_past_due_now", 0, 50)));
        PutFeaturesRequest bad = Put("bad", 1, ("months_past_due_now", 99, 1), ("max_months_past_due_6m", 0, 800 * 60), ("card_utilisation", 0.1, 1));
        bad.Features.Add(new Feature { Name = "education", Category = "no such", ObservedAt = Ago(1) });
        bad.Features[2].PartnerId = "example-mall";
        Assert.Equal(
            [FeatureQuality.OutOfRange, FeatureQuality.Stale, FeatureQuality.NoConsent, FeatureQuality.UnknownCategory],
            (await PutAsync(service, bad)).Results.Select(result => result.Quality));
        Assert.Equal(FeatureQuality.NotNewer, Assert.Single((await PutAsync(service, Put("late", 1, ("months_past_due_now", 3, 100)))).Results).Quality);
        Decision decision = await service.Client.DecideAsync(Without("good", 1, "months_past_due_now"), cancellationToken: _cancellation);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Empty(decision.Degraded);
    }

    [Fact]
    public async Task A_record_is_put_once_however_often_and_by_however_many_it_is_sent()
    {
        await using RunningService service = await _home.StartAsync();
        PutFeaturesRequest request = Put("once", 1, ("months_past_due_now", 0, 5));
        PutFeaturesResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync(service, request)));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(1, answers[0].Version);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(service, Put("once", 1, ("months_past_due_now", 1, 5))));
        Assert.Equal(Grpc.Core.StatusCode.AlreadyExists, refused.StatusCode);
        // Records of one borrower that come at once are all kept.
        PutFeaturesResponse[] many = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PutAsync(service, Put($"many-{i}", 1, ("months_past_due_now", 0, i)))));
        Assert.Equal(Enumerable.Range(2, 8).Select(version => (long)version), many.Select(answer => answer.Version).Order());
    }

    [Fact]
    public async Task Every_bad_field_is_named_and_nothing_personal_is_quoted()
    {
        await using RunningService service = await _home.StartAsync();
        string badNumber = Requests.IdNumber(1)[..17] + (Requests.IdNumber(1)[17] == '0' ? '1' : '0');
        var request = new PutFeaturesRequest { ClientId = "b b", IdNumber = badNumber, Features = { new Feature { Name = "nothing", Number = 1, ObservedAt = Ago(1) } } };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(service, request));
        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, refused.StatusCode);
        IReadOnlyList<BadRequest.Types.FieldViolation> violations = Violations.Of(refused);
        Assert.Equal(["client_id", "record_id", "source", "id_number", "features[0]"], violations.Select(violation => violation.Field));
        Assert.DoesNotContain(badNumber, refused.ToString() + string.Concat(violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_answers_each_record_in_order_and_goes_on_after_a_refused_one()
    {
        await using RunningService service = await _home.StartAsync();
        PutFeaturesRequest bad = Put("bad", 1, ("months_past_due_now", 0, 5)), other = Put("s-1", 1, ("months_past_due_now", 1, 5));
        bad.Source = "";
        PutFeaturesRequest[] requests =
            [Put("s-1", 1, ("months_past_due_now", 3, 9)), Put("s-2", 2, ("months_past_due_now", 0, 5)), bad, Put("s-3", 1, ("months_past_due_now", 0, 2)), other, Put("s-2", 2, ("months_past_due_now", 0, 5))];
        // Sent again as it was, minute and all.
        requests[5] = requests[1].Clone();
        List<StreamFeaturesResponse> answers = await StreamAsync(service, requests);
        Assert.Equal(requests.Select(request => request.RecordId), answers.Select(answer => answer.RecordId));
        Assert.Equal([1, 1, 0, 2, 0, 1], answers.Select(answer => answer.Kept?.Version ?? 0));
        Assert.Equal("source", Assert.Single(answers[2].Refused.Fields).Field);
        Assert.Equal((RecordRefusalCause.Invalid, RecordRefusalCause.ContentDiffers), (answers[2].Refused.Cause, answers[4].Refused.Cause));
        Assert.Equal(answers[1].Kept, answers[5].Kept);
        // One call and a stream are one door.
        Assert.Equal(answers[0].Kept, await PutAsync(service, requests[0]));
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Without("streamed", 1, "months_past_due_now"), cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    public async Task Streams_of_the_same_records_at_once_keep_each_record_once()
    {
        await using RunningService service = await _home.StartAsync();
        PutFeaturesRequest[] requests = [.. Enumerable.Range(0, 600).Select(i => Put($"r-{i}", 1 + i % 40, ("months_past_due_now", 0, 600 - i)))];
        List<StreamFeaturesResponse>[] answers = await Task.WhenAll(
            StreamAsync(service, requests), StreamAsync(service, [.. requests.Reverse()]), StreamAsync(service, requests), StreamAsync(service, [.. requests.Where((_, i) => i % 3 == 0)]));
        Assert.All(answers.SelectMany(answer => answer), answer => Assert.NotNull(answer.Kept));
        Assert.All(
            answers.SelectMany(answer => answer).GroupBy(answer => answer.RecordId),
            same => Assert.Single(same.Select(answer => answer.Kept).Distinct()));
        // Versions of each borrower are all there once.
        Assert.All(
            requests.Zip(answers[0]).GroupBy(pair => pair.First.IdNumber),
            borrower => Assert.Equal(Enumerable.Range(1, 15).Select(version => (long)version), borrower.Select(pair => pair.Second.Kept.Version).Order()));
        Assert.Equal(600L, Convert.ToInt64(_home.One("SELECT count(*) FROM risk_records")));
        Assert.Equal(600L, Convert.ToInt64(_home.One("SELECT sum(version) FROM stored_features")));
    }

    [Fact]
    [Trait("Fault", "kill9")]
    public async Task What_a_stream_answered_is_there_after_the_service_was_killed_and_sending_all_again_completes_it()
    {
        PutFeaturesRequest[] requests = [.. Enumerable.Range(0, 2_000).Select(i => Put($"k-{i}", 1 + i, ("months_past_due_now", 0, 5)))];
        var answered = new List<StreamFeaturesResponse>();
        await using (RunningService first = await _home.StartAsync())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => StreamAsync(first, requests, answer =>
            {
                answered.Add(answer);
                return answered.Count == 700 ? first.KillAsync() : Task.CompletedTask;
            }));
        }
        Assert.InRange(answered.Count, 700, requests.Length - 1);
        await using RunningService again = await _home.StartAsync();
        List<StreamFeaturesResponse> all = await StreamAsync(again, requests);
        Assert.Equal(answered, all.Take(answered.Count));
        Assert.All(all, answer => Assert.Equal(1, answer.Kept.Version));
    }

    [Fact]
    public async Task A_stream_that_stays_open_does_not_hold_up_a_stop()
    {
        RunningService service = await _home.StartAsync();
        using AsyncDuplexStreamingCall<PutFeaturesRequest, StreamFeaturesResponse> call =
            new RiskDataService.RiskDataServiceClient(service.Channel).StreamFeatures(cancellationToken: _cancellation);
        await call.RequestStream.WriteAsync(Put("open", 1, ("months_past_due_now", 0, 5)), _cancellation);
        Assert.True(await call.ResponseStream.MoveNext(_cancellation));
        await service.TerminateAsync();
        RpcException ended = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(_cancellation));
        Assert.Equal(Grpc.Core.StatusCode.Unavailable, ended.StatusCode);
        await service.DisposeAsync();
    }

    private protected static PutFeaturesRequest Put(string record, int person, params (string Name, double Value, int MinutesAgo)[] features)
    {
        var request = new PutFeaturesRequest { ClientId = "bureau-feed", RecordId = record, IdNumber = Requests.IdNumber(person), Source = "credit-bureau" };
        foreach (ConsentScope scope in new[] { ConsentScope.CreditBureau, ConsentScope.PersonalData })
            request.Consents.Add(new Consent { Scope = scope, GrantedAt = Ago(60), ExpiresAt = Ago(-60), EvidenceId = "doc-7" });
        foreach ((string name, double value, int minutes) in features) request.Features.Add(new Feature { Name = name, Number = value, ObservedAt = Ago(minutes) });
        return request;
    }

    private protected static Task<PutFeaturesResponse> PutAsync(RunningService service, PutFeaturesRequest request) =>
        new RiskDataService.RiskDataServiceClient(service.Channel).PutFeaturesAsync(request, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync;

    private async Task<List<StreamFeaturesResponse>> StreamAsync(
        RunningService service, IReadOnlyList<PutFeaturesRequest> requests, Func<StreamFeaturesResponse, Task>? seen = null)
    {
        using AsyncDuplexStreamingCall<PutFeaturesRequest, StreamFeaturesResponse> call =
            new RiskDataService.RiskDataServiceClient(service.Channel).StreamFeatures(cancellationToken: _cancellation);
        async Task SendAsync()
        {
            foreach (PutFeaturesRequest request in requests) await call.RequestStream.WriteAsync(request, _cancellation);
            await call.RequestStream.CompleteAsync();
        }
        Task sending = SendAsync();
        var answers = new List<StreamFeaturesResponse>();
        while (await call.ResponseStream.MoveNext(_cancellation))
        {
            answers.Add(call.ResponseStream.Current);
            if (seen is not null) await seen(call.ResponseStream.Current);
        }
        await sending;
        return answers;
    }

    private DecideRequest Without(string application, int person, string feature)
    {
        DecideRequest request = Requests.Clean(application, person);
        request.Features.Remove(request.Features.Single(given => given.Name == feature));
        return _sent[application] = request;
    }

    private static Timestamp Ago(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(-minutes).ToTimestamp();
}

[Trait("Store", "SQLite")]
public sealed class SqliteRiskDataTests : RiskDataTests
{
    private readonly ServiceHome _home;

    public SqliteRiskDataTests() : this(new ServiceHome()) { }

    private SqliteRiskDataTests(ServiceHome home) : base(home) => _home = home;

    [Fact]
    [Trait("Article", "A35")]
    public async Task Nothing_of_what_was_put_lies_open_in_the_store_or_the_log()
    {
        IReadOnlyList<string> output;
        await using (RunningService service = await _home.StartAsync())
        {
            await PutAsync(service, Put("secret", 1, ("months_past_due_now", 3, 5)));
            output = service.Output;
        }
        string all = string.Concat(Directory.GetFiles(Path.GetDirectoryName(_home.Store)!, "decisions.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))))
            + string.Concat(output);
        Assert.Contains("bureau-feed", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Requests.IdNumber(1), all, StringComparison.Ordinal);
        Assert.DoesNotContain("doc-7", all, StringComparison.Ordinal);
    }
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresRiskDataTests(PostgresServer server, RedisServer redis) : RiskDataTests(new PostgresServiceHome(server, redis));
