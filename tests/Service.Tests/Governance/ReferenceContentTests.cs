using System.IO.Compression;
using System.Text.Json.Nodes;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using static CreditDecision.Service.Tests.Governance.GovernedBank;

namespace CreditDecision.Service.Tests.Governance;

/// <summary>What ships was approved just as it is shipped: whoever changes it runs governance/build.sh anew.</summary>
[Trait("Article", "A39")]
[Trait("Store", "SQLite")]
public sealed class ReferenceContentTests : IDisposable
{
    private readonly ServiceHome _home = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_reference_content_decides_by_the_log_that_ships_with_it()
    {
        await using RunningService service = await _home.StartAsync("--Governance:Mode", "enforced");
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Requests.Clean("first"), cancellationToken: _cancellation)).Outcome);
        ListThingsResponse things = await Client(service).ListThingsAsync(new ListThingsRequest { InForce = true }, cancellationToken: _cancellation);
        Assert.True(things.Enforced);
        Assert.Equal(
            ["consumer-cash", "consumer-instalment", "features", "personal-business", "sme-working-capital"],
            things.Things.Where(thing => thing.Mode == ServingMode.Champion).Select(thing => thing.Thing.Id).Order());
        Assert.Empty(await service.FindingsAsync());
    }

    [Fact]
    [Trait("Article", "A42")]
    public async Task A_log_that_the_rules_would_not_make_is_no_beginning()
    {
        JsonNode genesis;
        using (var file = new GZipStream(File.OpenRead(Repository.At("governance/genesis.json.gz")), CompressionMode.Decompress)) genesis = JsonNode.Parse(file)!;
        JsonArray events = genesis["events"]!.AsArray();
        JsonArray documents = genesis["documents"]!.AsArray();
        JsonNode lost = documents.First(document => document!["kind"]!.GetValue<int>() == 3)!;
        documents.Remove(lost);
        Assert.Contains("that it names is not there", await RefusedAsync(genesis));
        documents.Add(lost);
        events.RemoveAt(8);
        Assert.Contains("event 9: follows no event that could be read", await RefusedAsync(genesis));
        File.WriteAllText(_home.Folder.At("genesis.json"), "{\"events\": 1}");
        Assert.Contains("genesis.json: ", await RefusedAsync(null));
    }

    private async Task<string> RefusedAsync(JsonNode? genesis)
    {
        if (genesis is not null) File.WriteAllText(_home.Folder.At("genesis.json"), genesis.ToJsonString());
        (int code, string output) = await RunningService.StartRefusedAsync(_home.Store, "--Governance:Mode", "enforced", "--Governance:Genesis", _home.Folder.At("genesis.json"));
        Assert.Equal(1, code);
        return output;
    }
}
