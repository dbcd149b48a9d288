using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CreditDecision.Modeling.Populations;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Grpc.Core;
using Process = System.Diagnostics.Process;

namespace CreditDecision.Service.Tests.Governance;

/// <summary>The command line of governance against a real service, each person with a token of their own.</summary>
[Trait("Article", "A42")]
public abstract class GovernanceCommandTests : IDisposable
{
    private const int Applicants = 6_000;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Func<ServiceHome> _newHome;
    private readonly GovernedBank _bank;

    /// <param name="newHome">Makes stores that nothing was kept in yet.</param>
    private protected GovernanceCommandTests(Func<ServiceHome> newHome) => (_newHome, _bank) = (newHome, new GovernedBank(newHome()));

    public void Dispose()
    {
        _bank.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task From_registration_to_champion_to_a_dossier_and_to_a_store_that_begins_with_it()
    {
        string dossier = _bank.Home.Folder.At("dossier.json"), page = _bank.Home.Folder.At("dossier.html"), genesis = _bank.Home.Folder.At("genesis.json");
        Decision decided;
        await using (RunningService service = await _bank.StartAsync())
        {
            await _bank.ActivateAsync(service, await _bank.ApproveAsync(service, ThingKind.FeatureCatalog, "features"));
            foreach (string model in GovernedBank.Models.Where(model => model != "risk")) await _bank.ApproveAsync(service, ThingKind.Model, model);
            await TestRiskAsync(service);
            await ReviewAsync(service, "risk@1");
            await LineAsync(service, _bank.Dev, 0, "register consumer-cash --kind strategy --developer dev --owner owner");
            await LineAsync(service, _bank.Dev, 0, "check consumer-cash@1");
            await ReviewAsync(service, "consumer-cash@1");
            Assert.Contains("it is live as champion", await LineAsync(service, _bank.Ops, 0, "activate consumer-cash@1 --as champion"));
            decided = await service.Client.DecideAsync(Requests.Clean("first"), _bank.Frontend, cancellationToken: _cancellation);
            Assert.Equal("consumer-cash", decided.Strategy.Id);
            await LineAsync(service, _bank.Ops, 0, "run --model risk --from now-1d --baseline-to now --requested-by ops", room: "monitor");

            Assert.Contains("1 monitoring reports", await LineAsync(service, Auditor, 0, $"dossier risk --json {dossier} --html {page}"));
            Assert.Contains("member-3", await LineAsync(service, Auditor, 0, "events risk@1"));
            await OthersAsync(service);
            await LineAsync(service, Auditor, 0, $"export --output {genesis}");
        }
        await VerifyAsync(dossier, page);
        await BeginAgainAsync(genesis, decided);
    }

    private Metadata Auditor => _bank.As("auditor", Role.Auditor);

    // One that fails first: it is an event too, and nothing goes on from it.
    private async Task TestRiskAsync(RunningService service)
    {
        string data = _bank.Home.Folder.At("applicants.csv");
        await using (FileStream file = File.Create(data)) PopulationGenerator.Write(Applicants, 20260105, new DateOnly(2026, 1, 5), file, new Progress<int>());
        string registered = await LineAsync(service, _bank.Dev, 0, "register risk --kind model --developer dev --owner owner");
        Assert.Contains("register of risk@1 by dev; it is draft; its artifact is ", registered);
        Assert.Contains("auc", await LineAsync(service, _bank.Dev, 3, $"test risk@1 --data {data} --label default_12m --hold-out-share 0.5 --policy {Policy("0.99")}"));
        Assert.Contains("  TEST_FAILED: ", await LineAsync(service, _bank.Dev, 1, "submit risk@1"));
        Assert.Contains("passed all 1 checks", await LineAsync(service, _bank.Dev, 0, $"test risk@1 --data {data} --label default_12m --hold-out-share 0.5 --policy {Policy("0.6")}"));
    }

    private string Policy(string least)
    {
        string file = _bank.Home.Folder.At($"policy-{least}.yaml");
        File.WriteAllText(file, $"kind: development_test_policy\nid: tests\nversion: \"1\"\ncut_off: 0.3\nleast_rows: 10\nthresholds:\n  - {{ metric: auc, at_least: {least} }}\n");
        return file;
    }

    private async Task ReviewAsync(RunningService service, string thing)
    {
        string report = _bank.Home.Folder.At("validation.md"), minutes = _bank.Home.Folder.At("minutes.txt");
        await File.WriteAllTextAsync(report, $"# Validation of {thing}\n\nIt holds & <stands>.\n", _cancellation);
        await File.WriteAllTextAsync(minutes, $"Minutes of {thing}.\n", _cancellation);
        await LineAsync(service, _bank.Dev, 0, $"submit {thing}");
        Assert.Contains("  NOT_INDEPENDENT: ", await LineAsync(service, _bank.As("owner", Role.Validator), 1, $"validate {thing} --passed --report {report}"));
        await LineAsync(service, _bank.Val, 0, $"validate {thing} --passed --report {report}");
        await LineAsync(service, _bank.Chair, 0, $"open-review {thing}");
        await LineAsync(service, _bank.As("li.na", Role.CommitteeMember), 0, $"relate {thing} --person li.na --text friend");
        (Metadata[] Voters, string Then)[] stages = [([_bank.Val], "in review"), ([_bank.Senior], "in review"), ([.. new[] { "member-1", "member-2", "member-3" }.Select(member => _bank.As(member, Role.CommitteeMember))], "approved")];
        foreach ((Metadata[] voters, string then) in stages)
        {
            foreach (Metadata voter in voters) await LineAsync(service, voter, 0, $"vote {thing} --opinion for --text sound");
            Assert.Contains($"it is {then}", await LineAsync(service, _bank.Chair, 0, $"conclude {thing} --minutes {minutes}"));
        }
    }

    // A strategy's has the reports of its product; a catalog and a model that nobody watches have none.
    private async Task OthersAsync(RunningService service)
    {
        foreach (string thing in new[] { "consumer-cash@1", "aml@1", "features@1" })
        {
            string file = _bank.Home.Folder.At($"{thing}.json");
            Assert.Contains("0 monitoring reports", await LineAsync(service, Auditor, 0, $"dossier {thing} --json {file}"));
            Assert.Contains("the rules allow every event", await LineAsync(null, null, 0, $"verify-dossier {file}"));
        }
    }

    private async Task VerifyAsync(string dossier, string page)
    {
        Assert.Contains("risk@1: the chain holds from event 1", await LineAsync(null, null, 0, $"verify-dossier {dossier} --html {page}"));
        XElement root = XDocument.Parse(await File.ReadAllTextAsync(page, _cancellation)).Root!;
        foreach (string told in new[] { "Validation of risk@1", "It holds & <stands>.", "Minutes of risk@1.", "member-3", "li.na", "Monitoring report 1", "auc" }) Assert.Contains(told, root.Value);
        // The failed test and the passed one, each with its page.
        Assert.Equal(2, root.Descendants().Count(element => element.Name.LocalName == "iframe"));
        byte[] bytes = await File.ReadAllBytesAsync(dossier, _cancellation);
        var parts = JsonNode.Parse(bytes)!;
        foreach (string part in new[] { (string)parts["chain"]![3]!["canonical"]!, (string)parts["chain"]![5]!["digest"]!, "It holds &", "\"act\": \"submit\"" })
        {
            byte[] changed = [.. bytes];
            int place = bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(part)) + part.Length - 3;
            changed[place] = (byte)(changed[place] == 'a' ? 'b' : 'a');
            await File.WriteAllBytesAsync(dossier, changed, _cancellation);
            Assert.Contains("things are wrong", await LineAsync(null, null, 1, $"verify-dossier {dossier}"));
        }
    }

    private async Task BeginAgainAsync(string genesis, Decision decided)
    {
        using var other = new GovernedBank(_newHome());
        await using RunningService service = await other.Home.StartAsync(
            "--Content:Directory", other.Content, "--Governance:Mode", "enforced", "--Governance:Genesis", genesis,
            "--Door:Tokens:Issuer", "bank", "--Door:Tokens:Audience", "credit", "--Door:Tokens:Keys", other.Home.Folder.At("issuer.pem"));
        Decision again = await service.Client.DecideAsync(Requests.Clean("again"), other.Frontend, cancellationToken: _cancellation);
        Assert.Equal((decided.Strategy, decided.Outcome), (again.Strategy, again.Outcome));
        string copy = other.Home.Folder.At("copy.json");
        await LineAsync(service, other.As("auditor", Role.Auditor), 0, $"export --output {copy}");
        Assert.Equal(await File.ReadAllTextAsync(genesis, _cancellation), await File.ReadAllTextAsync(copy, _cancellation));
    }

    // What it said on either stream.
    private async Task<string> LineAsync(RunningService? service, Metadata? who, int code, string line, string room = "governance")
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Built("CreditDecision.Cli", "creditctl.dll"));
        foreach (string word in line.Split(' ').Prepend(room)) start.ArgumentList.Add(word);
        if (service is not null)
            foreach (string word in new[] { "--server", service.Address, "--timeout", "1m" }) start.ArgumentList.Add(word);
        if (who is not null) start.Environment["CREDITDECISION_TOKEN"] = who.GetValue("authorization")!["Bearer ".Length..];
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(_cancellation);
        string said = await process.StandardOutput.ReadToEndAsync(_cancellation) + await error;
        await process.WaitForExitAsync(_cancellation);
        Assert.True(code == process.ExitCode, $"{line}: ended with {process.ExitCode}: {said}");
        return said;
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteGovernanceCommandTests() : GovernanceCommandTests(() => new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresGovernanceCommandTests(PostgresServer server, RedisServer redis) : GovernanceCommandTests(() => new PostgresServiceHome(server, redis));
