using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Decisions;

public abstract class DecideTests
{
    private readonly DecisionService.DecisionServiceClient _client;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private readonly SharedService _shared;

    private protected DecideTests(SharedService shared) => (_shared, _client) = (shared, shared.Service.Client);

    [Fact]
    [Trait("Article", "A17")]
    [Trait("Article", "A21")]
    public async Task An_approval_carries_its_offer_disclosures_and_evidence()
    {
        Decision decision = await DecideAsync(Requests.Clean("approve", person: 1));
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Equal(3_000_000, decision.Offer.LimitFen);
        Assert.Equal(3_000_000, decision.ReservedFen);
        Assert.Equal(3_000_000, decision.Offer.Schedule.Sum(installment => installment.PrincipalFen));
        Assert.Equal(0, decision.Offer.Schedule[^1].BalanceFen);
        Assert.InRange(decision.Offer.AllInCostBps, decision.Offer.AprBps, 2_400);
        Assert.All(
            new[]
            {
                decision.Offer.Disclosure.Lender, decision.Offer.Disclosure.ConditionsZh, decision.Offer.Disclosure.OverdueHandlingZh,
                decision.Offer.Disclosure.ComplaintChannel, decision.Offer.Disclosure.LiabilityZh,
            },
            text => Assert.NotEmpty(text));
        Assert.Equal(["identity", "anti-fraud", "anti-fraud-trees", "aml", "risk", "risk-trees"], decision.Models.Select(model => model.Id));
        Assert.All(decision.Models.Append(decision.Strategy).Concat(decision.Documents), artifact => Assert.Matches("^[0-9a-f]{64}$", artifact.Sha256));
        Assert.Equal(["bank_policy", "feature_catalog", "reasons", "content"], decision.Documents.Select(document => document.Kind));
        Assert.Equal(8, decision.Trace.Count);
        Assert.Empty(decision.Degraded);
    }

    [Fact]
    [Trait("Article", "A10")]
    public async Task A_decline_says_why_in_both_languages()
    {
        DecideRequest request = Requests.Clean("decline", person: 2).With("months_past_due_now", 4).With("max_months_past_due_6m", 4)
            .With("past_due_count_6m", 6).With("card_utilisation", 1.05).With("card_utilisation_mean_6m", 1).With("card_payment_ratio_6m", 0.02)
            .With("bureau_queries_3m", 14).With("lender_count", 8);
        Decision decision = await DecideAsync(request);
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Null(decision.Offer);
        Assert.Equal("risk_score_reject", decision.Reasons[0].Name);
        Assert.True(decision.Reasons.Count > 1);
        Assert.All(decision.Reasons, reason => Assert.True(reason.Zh.Length > 0 && reason.En.Length > 0));
    }

    [Fact]
    [Trait("Article", "A19")]
    public async Task A_shared_device_behind_a_proxy_is_not_approved()
    {
        DecideRequest request = Requests.Clean("fraud", person: 3).With("device_borrowers_30d", 12).With("ip_borrowers_24h", 15).With("device_age_days", 1);
        foreach (Feature flag in request.Features.Where(feature => feature.Name is "device_emulator" or "device_proxy")) flag.Flag = true;
        Decision decision = await DecideAsync(request);
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal("fraud_score_reject", decision.Reasons[0].Name);
    }

    [Fact]
    [Trait("Article", "A5")]
    public async Task An_offline_loan_is_out_of_scope_and_recorded()
    {
        DecideRequest request = Requests.Clean("offline", person: 4);
        request.Process.CoreJudgement = CoreJudgement.Offline;
        Decision decision = await DecideAsync(request);
        Assert.Equal(Outcome.OutOfScope, decision.Outcome);
        Assert.Equal(decision, await _client.GetDecisionAsync(new GetDecisionRequest { DecisionId = decision.DecisionId }, cancellationToken: _cancellation));
    }

    [Fact]
    public async Task The_same_application_again_is_the_same_answer_byte_for_byte()
    {
        DecideRequest request = Requests.Clean("again", person: 5);
        Decision first = await DecideAsync(request);
        Decision second = await DecideAsync(request.Clone());
        Assert.Equal(first.ToByteArray(), second.ToByteArray());
        request.AmountFen += 1;
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => DecideAsync(request));
        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
        Assert.Equal(first, await _client.GetDecisionAsync(new GetDecisionRequest { ClientId = "tests", ApplicationId = "again" }, cancellationToken: _cancellation));
    }

    [Fact]
    public async Task Every_bad_field_is_named_and_nothing_is_recorded()
    {
        DecideRequest request = Requests.Clean("bad", person: 6);
        request.TenorMonths = 0;
        request.Borrower.IdNumber = "110199199003071230";
        request.Borrower.Phone = "12345";
        request.Features.Add(new Feature { Name = "shoe_size", Number = 43, ObservedAt = request.Features[0].ObservedAt });
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => DecideAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Google.Rpc.Status status = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(
            ["tenor_months", "borrower.id_number", "borrower.phone", $"features[{request.Features.Count - 1}]"],
            status.Details[0].Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field));
        Assert.DoesNotContain("110199199003071230", status.ToString());
        await NotRecordedAsync("bad");
    }

    [Fact]
    public async Task An_unknown_product_is_a_bad_field()
    {
        DecideRequest request = Requests.Clean("product", person: 6);
        request.Product = "yacht-loan";
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => DecideAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("product", refused.Status.Detail);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_records_nothing()
    {
        DecideRequest request = Requests.Clean("late", person: 7);
        RpcException late = await Assert.ThrowsAsync<RpcException>(
            () => _client.DecideAsync(request, deadline: DateTime.UnixEpoch, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        await NotRecordedAsync("late");
    }

    [Fact]
    [Trait("Article", "A25")]
    public async Task Decisions_are_listed_by_borrower_and_page_by_page()
    {
        for (int i = 0; i < 5; i++) await DecideAsync(Requests.Clean($"list-{i}", person: 8));
        var request = new ListDecisionsRequest { BorrowerIdNumber = Requests.IdNumber(8), PageSize = 2 };
        var seen = new List<string>();
        do
        {
            ListDecisionsResponse page = await _client.ListDecisionsAsync(request, cancellationToken: _cancellation);
            seen.AddRange(page.Decisions.Select(decision => decision.ApplicationId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(["list-4", "list-3", "list-2", "list-1", "list-0"], seen);
    }

    [Fact]
    public async Task A_page_token_of_other_filters_and_other_nonsense_is_refused()
    {
        for (int i = 0; i < 2; i++) await DecideAsync(Requests.Clean($"token-{i}", person: 9));
        ListDecisionsResponse page = await _client.ListDecisionsAsync(new ListDecisionsRequest { ClientId = "tests", PageSize = 1 }, cancellationToken: _cancellation);
        foreach (string nonsense in new[] { "***", "A", "=", "é", "AAAA====", new string('A', 100) })
        {
            RpcException malformed = await Assert.ThrowsAsync<RpcException>(
                () => _client.ListDecisionsAsync(new ListDecisionsRequest { PageToken = nonsense }, cancellationToken: _cancellation).ResponseAsync);
            Assert.Equal(StatusCode.InvalidArgument, malformed.StatusCode);
        }
        var bad = new ListDecisionsRequest { ClientId = "others", PageToken = page.NextPageToken, PageSize = 501, BorrowerIdNumber = "x", Outcome = (Outcome)77 };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.ListDecisionsAsync(bad, cancellationToken: _cancellation).ResponseAsync);
        Google.Rpc.Status status = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(
            ["page_size", "outcome", "borrower_id_number", "page_token"],
            status.Details[0].Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("not-an-id", "", "")]
    [InlineData("", "tests", "")]
    [InlineData("0190f0a0-0000-7000-8000-000000000000", "tests", "approve")]
    public async Task A_question_for_a_decision_names_it_in_one_way(string id, string client, string application)
    {
        var request = new GetDecisionRequest { DecisionId = id, ClientId = client, ApplicationId = application };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.GetDecisionAsync(request, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task Nothing_personal_is_in_the_log()
    {
        DecideRequest request = Requests.Clean("private", person: 10);
        await DecideAsync(request);
        DecideRequest bad = request.Clone();
        bad.ApplicationId = "private-bad";
        bad.Borrower.IdNumber += "9";
        bad.Borrower.Phone += "9";
        bad.Finances.DeclaredMonthlyIncomeFen = -987_654_321;
        bad.Features.Add(new Feature { Name = request.Borrower.IdNumber + "\nforged", Number = 1, ObservedAt = request.Features[0].ObservedAt });
        await Assert.ThrowsAsync<RpcException>(() => DecideAsync(bad));
        string output = string.Join('\n', _shared.Service.Output);
        foreach (string secret in new[] { request.Borrower.Name, request.Borrower.IdNumber, request.Borrower.Phone, request.Borrower.BankAccount })
            Assert.DoesNotContain(secret, output);
        Assert.DoesNotContain("987654321", output);
        Assert.DoesNotContain("forged", output);
    }

    [Fact]
    public async Task A_request_of_nothing_but_mistakes_gets_a_list_that_fits_and_the_connection_lives()
    {
        DecideRequest request = Requests.Clean("many", person: 11);
        for (int i = request.Features.Count; i < 512; i++) request.Features.Add(new Feature { Name = $"no_such_feature_{i}" });
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => DecideAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        byte[] details = refused.Trailers.GetValueBytes("grpc-status-details-bin")!;
        Assert.InRange(details.Length, 1_000, 6_000);
        BadRequest told = Google.Rpc.Status.Parser.ParseFrom(details).Details[0].Unpack<BadRequest>();
        Assert.Matches(@"^\d+ more fields are bad$", told.FieldViolations[^1].Description);
        Assert.Equal(Outcome.Approve, (await DecideAsync(Requests.Clean("after-many", person: 11))).Outcome);
    }

    [Fact]
    [Trait("Article", "A36")]
    public async Task What_is_impossible_or_withheld_is_never_taken_as_good()
    {
        DecideRequest impossible = Requests.Clean("impossible", person: 12).With("months_past_due_now", 1_000);
        DecideRequest withheld = Requests.Clean("withheld", person: 12);
        withheld.Features.Remove(withheld.Features.Single(feature => feature.Name == "months_past_due_now"));
        foreach ((DecideRequest request, string cause) in new[] { (impossible, "out_of_range"), (withheld, "missing") })
        {
            Decision decision = await DecideAsync(request);
            Assert.Equal(Outcome.Refer, decision.Outcome);
            Assert.Equal(("months_past_due_now", cause), (decision.Degraded[0].Subject, decision.Degraded[0].Cause));
        }
    }

    private Task<Decision> DecideAsync(DecideRequest request) => _client.DecideAsync(request, cancellationToken: _cancellation).ResponseAsync;

    private async Task NotRecordedAsync(string application)
    {
        var request = new GetDecisionRequest { ClientId = "tests", ApplicationId = application };
        RpcException absent = await Assert.ThrowsAsync<RpcException>(() => _client.GetDecisionAsync(request, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, absent.StatusCode);
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteDecideTests(SharedService shared) : DecideTests(shared), IClassFixture<SharedService>;

[Trait("Store", "PostgreSQL")]
public sealed class PostgresDecideTests(SharedPostgresService shared) : DecideTests(shared), IClassFixture<SharedPostgresService>;
