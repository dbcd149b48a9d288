using System.Security.Cryptography;
using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Replays;

[Trait("Store", "SQLite")]
[Trait("Article", "A42")]
public sealed class SimulateTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService _service = shared.Service;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_simulated_decision_is_the_one_that_is_made_and_leaves_no_trace()
    {
        DecideRequest application = Requests.Clean("a-1");
        string before = StoreHash.Of(shared.Store);
        SimulateResponse now = await SimulateAsync(new SimulateRequest { Application = application });
        SimulateResponse plain = await SimulateAsync(new SimulateRequest { Application = application, Form = EvaluationForm.Plain });
        Assert.Equal(before, StoreHash.Of(shared.Store));
        await NotRecordedAsync("a-1");

        Decision made = await DecideAsync(application);
        SimulateResponse then = await SimulateAsync(new SimulateRequest { Application = application, DecidedAt = made.DecidedAt });
        Assert.Equal("", then.Decision.DecisionId);
        Assert.Equal(StrategySource.Serving, then.StrategySource);
        Assert.Equal(made.Strategy.Sha256, then.StrategySha256);
        made.DecisionId = "";
        Assert.Equal(made, then.Decision);
        foreach (SimulateResponse earlier in new[] { now, plain })
        {
            earlier.Decision.DecidedAt = made.DecidedAt;
            Assert.Equal(made, earlier.Decision);
        }
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task The_exposure_is_none_or_the_recorded_or_the_one_that_is_given()
    {
        // Two of the person's earlier loans hold ¥60,000 of the cap.
        foreach (string earlier in new[] { "b-1", "b-2" }) await DecideAsync(Requests.Clean(earlier, person: 2));
        DecideRequest application = Requests.Clean("b-3", person: 2);
        SimulateResponse recorded = await SimulateAsync(new SimulateRequest { Application = application, UseRecordedExposure = true });
        SimulateResponse none = await SimulateAsync(new SimulateRequest { Application = application });
        SimulateResponse most = await SimulateAsync(new SimulateRequest { Application = application, ReservedConsumerCreditFen = 20_000_000 });
        Assert.Equal((6_000_000, 0, 20_000_000), (recorded.ReservedConsumerCreditFen, none.ReservedConsumerCreditFen, most.ReservedConsumerCreditFen));
        Assert.Equal(Outcome.Approve, none.Decision.Outcome);
        Assert.Equal("consumer_credit_cap_reached", most.Decision.Reasons[0].Name);
        await NotRecordedAsync("b-3");
    }

    [Fact]
    public async Task A_document_that_is_sent_decides_and_is_named()
    {
        string text = await File.ReadAllTextAsync(Repository.At("strategies/consumer-cash.strategy.yaml"), _cancellation);
        byte[] document = Encoding.UTF8.GetBytes(text.Replace("version: \"2026.1\"", "version: draft", StringComparison.Ordinal));
        var request = new SimulateRequest { Application = Requests.Clean("a-1"), Strategy = new StrategyChoice { Document = ByteString.CopyFrom(document) } };
        SimulateResponse simulated = await SimulateAsync(request);
        Assert.Equal((StrategySource.Document, "draft"), (simulated.StrategySource, simulated.Decision.Strategy.Version));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(document)), simulated.StrategySha256);
        // It decides for nobody else.
        Assert.Equal("2026.1", (await DecideAsync(Requests.Clean("c-1", person: 3))).Strategy.Version);
    }

    [Fact]
    public async Task A_document_of_the_largest_size_is_taken_and_a_larger_one_is_told_so()
    {
        const int Most = 4 * 1024 * 1024;
        byte[] text = await File.ReadAllBytesAsync(Repository.At("strategies/consumer-cash.strategy.yaml"), _cancellation);
        byte[] largest = [.. text, .. Enumerable.Repeat((byte)'\n', Most - text.Length)];
        SimulateRequest With(byte[] document) => new() { Application = Requests.Clean("a-1"), Strategy = new StrategyChoice { Document = ByteString.CopyFrom(document) } };
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(largest)), (await SimulateAsync(With(largest))).StrategySha256);
        BadRequest.Types.FieldViolation violation = Assert.Single(await RefusedAsync(With([.. largest, (byte)'\n'])));
        Assert.StartsWith("strategy.document", violation.Field, StringComparison.Ordinal);
        Assert.Contains($"must be at most {Most} bytes", violation.Description);
    }

    [Fact]
    public async Task What_was_sent_is_quoted_in_a_refusal_in_part_only_and_the_connection_lives()
    {
        string endless = new('x', 200_000);
        BadRequest.Types.FieldViolation unknown = Assert.Single(await RefusedAsync(new SimulateRequest
        {
            Application = Requests.Clean("a-1"),
            Strategy = new StrategyChoice { Id = endless, Version = "1" },
        }));
        Assert.Equal("strategy.id", unknown.Field);
        Assert.StartsWith("no strategy \"xxx", unknown.Description, StringComparison.Ordinal);
        Assert.NotEmpty(await RefusedAsync(new SimulateRequest
        {
            Application = Requests.Clean("a-1"),
            Strategy = new StrategyChoice { Document = ByteString.CopyFromUtf8($"{endless}: {endless}\n") },
        }));
    }

    [Fact]
    public async Task A_loaded_strategy_is_chosen_by_id_and_version()
    {
        var request = new SimulateRequest { Application = Requests.Clean("a-1"), Strategy = new StrategyChoice { Id = "consumer-cash", Version = "2026.1" } };
        Assert.Equal(StrategySource.Loaded, (await SimulateAsync(request)).StrategySource);
    }

    [Fact]
    public async Task The_past_is_judged_by_its_own_time()
    {
        DateTimeOffset then = TimeProvider.System.GetUtcNow().AddDays(-400);
        DecideRequest application = Requests.Clean("a-1", at: then);
        SimulateResponse past = await SimulateAsync(new SimulateRequest { Application = application, DecidedAt = then.ToTimestamp() });
        Assert.Equal(Outcome.Approve, past.Decision.Outcome);
        // Now its consents have ended.
        Assert.NotEqual(Outcome.Approve, (await SimulateAsync(new SimulateRequest { Application = application })).Decision.Outcome);
    }

    [Fact]
    public async Task Every_mistake_is_named_with_its_place()
    {
        DecideRequest application = Requests.Clean("a-1");
        application.AmountFen = 0;
        application.Borrower.IdNumber = "1";
        IReadOnlyList<BadRequest.Types.FieldViolation> violations = await RefusedAsync(new SimulateRequest
        {
            Application = application,
            Strategy = new StrategyChoice { Id = "consumer-cash", Version = "none" },
            DecidedAt = new Timestamp { Seconds = long.MaxValue },
            ReservedConsumerCreditFen = -1,
            UseRecordedExposure = true,
            Form = (EvaluationForm)7,
        });
        string[] fields = [.. violations.Select(violation => violation.Field)];
        Assert.Equal(
            ["application.amount_fen", "application.borrower.id_number", "decided_at", "form", "reserved_consumer_credit_fen", "reserved_consumer_credit_fen", "strategy.id"],
            fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_strategy_of_another_product_is_refused()
    {
        DecideRequest application = Requests.Clean("a-1");
        application.Product = "other";
        var choice = new StrategyChoice { Id = "consumer-cash", Version = "2026.1" };
        BadRequest.Types.FieldViolation violation = Assert.Single(await RefusedAsync(new SimulateRequest { Application = application, Strategy = choice }));
        Assert.Equal("strategy", violation.Field);
        Assert.Contains("consumer-cash", violation.Description);
        violation = Assert.Single(await RefusedAsync(new SimulateRequest { Application = application }));
        Assert.Equal("application.product", violation.Field);
    }

    [Fact]
    public async Task Nothing_at_all_is_refused_by_its_fields() =>
        Assert.Contains(await RefusedAsync(new SimulateRequest()), violation => violation.Field == "application.client_id");

    private async Task<IReadOnlyList<BadRequest.Types.FieldViolation>> RefusedAsync(SimulateRequest request)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => SimulateAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        return Violations.Of(refused);
    }

    private Task<SimulateResponse> SimulateAsync(SimulateRequest request) => _service.Replays().SimulateAsync(request, cancellationToken: _cancellation).ResponseAsync;

    private Task<Decision> DecideAsync(DecideRequest request) => _service.Client.DecideAsync(request, cancellationToken: _cancellation).ResponseAsync;

    private async Task NotRecordedAsync(string application)
    {
        var request = new GetDecisionRequest { ClientId = "tests", ApplicationId = application };
        RpcException absent = await Assert.ThrowsAsync<RpcException>(() => _service.Client.GetDecisionAsync(request, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, absent.StatusCode);
    }
}
