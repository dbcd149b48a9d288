using System.Text.Json.Nodes;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("strategies/features.yaml", "unit: years", "units: years", "strategies/features.yaml: features[0].units: is not known here")]
    [InlineData("strategies/consumer-cash.strategy.yaml", "below: 0.02", "below: 0.002", "strategies/consumer-cash.strategy.yaml: stages.risk.grades[1].below: must be above")]
    [InlineData("strategies/bank.yaml", "most_bullet_months: 12", "most_bullet_months: twelve", "strategies/bank.yaml: most_bullet_months: must be a whole number")]
    [InlineData("strategies/reasons.yaml", "reasons:", "reasons: [", "strategies/reasons.yaml: line ")]
    [InlineData("models/risk.scorecard.json", "\"missing\": true", "\"mising\": true", "models/risk.scorecard.json: characteristics[0]")]
    public async Task A_broken_document_stops_the_start_with_file_path_and_reason(string file, string right, string wrong, string problem)
    {
        string content = ContentCopy.In(_folder);
        ContentCopy.Edit(content, file, right, wrong);
        await RefusedAsync(content, problem);
    }

    [Fact]
    public async Task A_missing_document_is_named()
    {
        string content = ContentCopy.In(_folder);
        File.Delete(Path.Combine(content, "strategies/bank.yaml"));
        await RefusedAsync(content, "strategies/bank.yaml: the file is missing");
    }

    [Fact]
    public async Task Two_services_cannot_share_an_embedded_store()
    {
        await using RunningService first = await RunningService.StartAsync(_folder.At("decisions.db"));
        (int exitCode, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"));
        Assert.Equal(1, exitCode);
        Assert.Contains("another process has it open", output);
    }

    [Theory]
    [Trait("Article", "A6")]
    [InlineData("token_key", "was filled under another token_key")]
    [InlineData("aes_256", "does not open the store's newest record")]
    public async Task A_store_with_another_stores_keys_is_refused(string key, string problem)
    {
        string store = _folder.At("decisions.db");
        await using (RunningService service = await RunningService.StartAsync(store))
            await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: TestContext.Current.CancellationToken);
        string keyFile = store + ".keys.json";
        JsonNode keys = JsonNode.Parse(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken))!;
        (key == "token_key" ? keys : keys["keys"]!["k1"]!)[key] = Convert.ToBase64String(new byte[32]);
        await File.WriteAllTextAsync(keyFile, keys.ToJsonString(), TestContext.Current.CancellationToken);
        (int exitCode, string output) = await RunningService.StartRefusedAsync(store);
        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output);
    }

    [Theory]
    [InlineData("--Store:QueueLength", "abc", "Store:QueueLength")]
    [InlineData("--Store:Pth", "x", "Pth")]
    [InlineData("--Store:BatchLength", "0", "Store:BatchLength")]
    public async Task A_setting_without_sense_is_refused_by_name(string setting, string value, string problem)
    {
        (int exitCode, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"), setting, value);
        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output);
        Assert.DoesNotContain("Unhandled exception", output);
    }

    [Fact]
    public async Task A_retry_gets_its_first_answer_even_where_the_product_is_served_no_more()
    {
        string store = _folder.At("decisions.db");
        DecideRequest request = Requests.Clean("a-1");
        Decision first;
        await using (RunningService service = await RunningService.StartAsync(store))
            first = await service.Client.DecideAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        string content = ContentCopy.In(_folder);
        string strategy = Path.Combine(content, "strategies/consumer-cash.strategy.yaml");
        string text = await File.ReadAllTextAsync(strategy, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(strategy, text.Replace("code: consumer-cash", "code: consumer-cash-2"), TestContext.Current.CancellationToken);
        await using RunningService again = await RunningService.StartAsync(store, "--Content:Directory", content);
        Assert.Equal(first, await again.Client.DecideAsync(request, cancellationToken: TestContext.Current.CancellationToken));
        request.ApplicationId = "a-2";
        await Assert.ThrowsAsync<RpcException>(() => again.Client.DecideAsync(request, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
    }

    private async Task RefusedAsync(string content, string problem)
    {
        (int exitCode, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"), "--Content:Directory", content);
        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output);
        Assert.False(File.Exists(_folder.At("decisions.db")));
    }
}
