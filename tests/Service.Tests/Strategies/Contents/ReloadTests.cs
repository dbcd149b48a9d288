using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Strategies.Contents;

public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _content;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public ReloadTests() => _content = ContentCopy.In(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reload_decides_at_once_and_going_back_too()
    {
        TwoArms.Version(_content, "one");
        await using RunningService service = await StartAsync();
        StrategyService.StrategyServiceClient strategies = Strategies(service);
        Assert.Equal("one", await DecidedByAsync(service, 1));
        ChangeContentResponse unchanged = await ReloadAsync(service);
        Assert.False(unchanged.Changed);

        TwoArms.Version(_content, "two");
        ChangeContentResponse changed = await ReloadAsync(service);
        Assert.True(changed.Changed);
        Assert.Equal((unchanged.Running.Sha256, "tests"), (changed.Running.ReplacedSha256, changed.Running.RequestedBy));
        Assert.Equal("two", await DecidedByAsync(service, 2));

        // The folder is gone, and going back does not need it.
        Directory.Delete(_content, recursive: true);
        ChangeContentResponse back = await strategies.RollBackContentAsync(new RollBackContentRequest { RequestedBy = "op" }, cancellationToken: _cancellation);
        Assert.Equal((unchanged.Running.Sha256, "op"), (back.Running.Sha256, back.Running.RequestedBy));
        Assert.Equal("one", await DecidedByAsync(service, 3));
        GetContentResponse content = await strategies.GetContentAsync(new GetContentRequest(), cancellationToken: _cancellation);
        Assert.Equal(back.Running, content.Running);
        Assert.Equal(changed.Running.Sha256, Assert.Single(content.Earlier).Sha256);
        Assert.Equal(["bank_policy", "feature_catalog", "reasons", "content"], content.Running.Documents.Select(document => document.Kind));
        RpcException none = await Assert.ThrowsAsync<RpcException>(() => strategies.RollBackContentAsync(
            new RollBackContentRequest { RequestedBy = "op" }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Broken_content_is_refused_with_every_mistake_and_the_running_one_goes_on()
    {
        TwoArms.Version(_content, "one");
        await using RunningService service = await StartAsync();
        TwoArms.Version(_content, "two");
        ContentCopy.Edit(_content, TwoArms.StrategyFile, "below: 0.02", "below: 0.002");
        ContentCopy.Edit(_content, TwoArms.StrategyFile, "floor_bps: 450", "flor_bps: 450");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ReloadAsync(service));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        var status = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.Single(trailer => trailer.Key == "grpc-status-details-bin").ValueBytes);
        BadRequest mistakes = Assert.Single(status.Details).Unpack<BadRequest>();
        Assert.All(mistakes.FieldViolations, mistake => Assert.Equal(TwoArms.StrategyFile, mistake.Field));
        foreach (string place in new[] { "stages.risk.grades[1].below: must be above", "pricing.floor_bps: is missing", "pricing.flor_bps: is not known here" })
            Assert.Contains(mistakes.FieldViolations, mistake => mistake.Description.StartsWith(place, StringComparison.Ordinal));
        Assert.Equal("one", await DecidedByAsync(service, 1));
    }

    [Fact]
    public async Task Every_loaded_strategy_is_listed_with_its_part()
    {
        using var folder = new TemporaryFolder();
        string content = TwoArms.In(folder);
        TwoArms.Rollout(content, 250, shadows: TwoArms.First);
        await using RunningService service = await RunningService.StartAsync(folder.At("decisions.db"), "--Content:Directory", content);
        ListStrategiesResponse listed = await Strategies(service).ListStrategiesAsync(
            new ListStrategiesRequest { Product = "consumer-cash" }, cancellationToken: _cancellation);
        Assert.Equal(
            [(TwoArms.First, StrategyRole.Champion, 250, 9_750, true), (TwoArms.Second, StrategyRole.Challenger, 0, 250, false)],
            listed.Strategies.Select(each => (each.Strategy.Version, each.Role, each.FirstBucket, each.ShareBps, each.Shadow)));
        TwoArms.Rollout(content, 0);
        await ReloadAsync(service);
        listed = await Strategies(service).ListStrategiesAsync(new ListStrategiesRequest { Product = "consumer-cash" }, cancellationToken: _cancellation);
        Assert.Equal(
            [(StrategyRole.Champion, 10_000), (StrategyRole.Unspecified, 0)], listed.Strategies.Select(each => (each.Role, each.ShareBps)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Who_asks_must_say_a_name(string name)
    {
        await using RunningService service = await StartAsync();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Strategies(service).ReloadContentAsync(
            new ReloadContentRequest { RequestedBy = name }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Theory]
    [InlineData("ipv4:127.0.0.1:5000", true)]
    [InlineData("ipv6:[::1]:5000", true)]
    [InlineData("ipv6:[::ffff:127.0.0.1]:5000", true)]
    [InlineData("unix:/run/creditdecision.sock", true)]
    [InlineData("ipv4:192.0.2.1:5000", false)]
    [InlineData("ipv6:[2001:db8::1]:5000", false)]
    [InlineData("unknown", false)]
    [InlineData("", false)]
    public void Only_this_machine_is_this_machine(string peer, bool isThis) => Assert.Equal(isThis, Peers.IsThisMachine(peer));

    private async Task<string> DecidedByAsync(RunningService service, int person) =>
        (await service.Client.DecideAsync(Requests.Clean($"a-{person}", person), cancellationToken: _cancellation)).Strategy.Version;

    private async Task<ChangeContentResponse> ReloadAsync(RunningService service) =>
        await Strategies(service).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);

    private static StrategyService.StrategyServiceClient Strategies(RunningService service) => new(service.Channel);

    private Task<RunningService> StartAsync() => RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", _content);
}
