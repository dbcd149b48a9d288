using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Service.Tests.PersonalData;

/// <summary>A store whose sealing key is replaced, with all that was sealed before.</summary>
[Trait("Article", "A35")]
[Trait("Article", "A42")]
public abstract class KeyRotationTests : IDisposable
{
    // Of the one borrower, whose key is sealed anew by the first decision after a rotation; the id of the key that did it follows eight bytes of id and two of form.
    private const string NewestSealedBy = "SELECT substr(sealed_key, 11, 2) FROM borrower_keys";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private protected KeyRotationTests(ServiceHome home) => Home = home;

    private protected ServiceHome Home { get; }

    public void Dispose()
    {
        Home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task After_a_rotation_all_that_the_old_key_sealed_is_found_opened_replayed_and_proved()
    {
        (Decision before, AuditHead head) = await FillAsync(KeysAt("before"));
        await using RunningService after = await StartAsync(Rotated("before", "after", current: "k2"));
        await AssertKnownAsync(after, before, head);
        // Arrears were put under the old key.
        Decision next = await after.Client.DecideAsync(Request("after"), cancellationToken: _cancellation);
        Assert.Equal(Outcome.Approve, next.Outcome);
        Assert.Equal("k2", NewestKey());
        Assert.Equal(ReplayOutcome.Identical, (await after.ReplayOneAsync(next.DecisionId)).Outcome);
        Assert.Equal(2, (await after.Client.ListDecisionsAsync(OfBorrower(), cancellationToken: _cancellation)).Decisions.Count);
        // A new value goes beside the old ones, all under the new key.
        Assert.Equal(2, (await PutAsync(after, "bureau-2", 3)).Version);
        Assert.Equal(Outcome.Decline, (await after.Client.DecideAsync(Request("arrears"), cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    public async Task Keys_move_from_a_file_to_a_variable()
    {
        (Decision before, AuditHead head) = await FillAsync(KeysAt("before"));
        string variable = $"CREDITDECISION_TEST_KEYS_{Home.GetType().Name.ToUpperInvariant()}";
        Environment.SetEnvironmentVariable(variable, await File.ReadAllTextAsync(Rotated("before", "after", current: "k2"), _cancellation));
        try
        {
            await using RunningService after = await Home.StartAsync("--PersonalData:KeyFile", "", "--PersonalData:CreateKeyFile", "false", "--PersonalData:KeyVariable", variable);
            await AssertKnownAsync(after, before, head);
            await after.Client.DecideAsync(Request("after"), cancellationToken: _cancellation);
            Assert.Equal("k2", NewestKey());
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Who_has_not_the_key_that_seals_now_does_not_start()
    {
        await FillAsync(KeysAt("before"));
        await using (RunningService after = await StartAsync(Rotated("before", "after", current: "k2")))
            await after.Client.DecideAsync(Request("after"), cancellationToken: _cancellation);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(KeysAt("before")));
        Assert.Contains("The key \"k2\" is not among the keys given.", refused.Message);
    }

    private protected string KeysAt(string name) => Home.Folder.At($"{name}.json");

    private protected Task<RunningService> StartAsync(string keyFile) =>
        Home.StartAsync("--PersonalData:KeyFile", keyFile, "--PersonalData:CreateKeyFile", "true");

    /// <returns>A copy of the keys with <c>k2</c> added.</returns>
    private protected string Rotated(string from, string to, string current)
    {
        JsonNode keys = JsonNode.Parse(File.ReadAllText(KeysAt(from)))!;
        keys["keys"]!["k2"] = new JsonObject { ["aes_256"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        keys["current"] = current;
        File.WriteAllText(KeysAt(to), keys.ToJsonString());
        return KeysAt(to);
    }

    /// <summary>Risk data and a decision that uses it, by a service that has only <c>k1</c>.</summary>
    private protected async Task<(Decision Decision, AuditHead Head)> FillAsync(string keyFile)
    {
        await using RunningService first = await StartAsync(keyFile);
        await PutAsync(first, "bureau-1", 0);
        Decision decision = await first.Client.DecideAsync(Request("before"), cancellationToken: _cancellation);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Equal("k1", NewestKey());
        return (decision, await new AuditService.AuditServiceClient(first.Channel).GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation));
    }

    private protected async Task AssertKnownAsync(RunningService service, Decision before, AuditHead head)
    {
        var byId = new GetDecisionRequest { ClientId = before.ClientId, ApplicationId = before.ApplicationId };
        Assert.Equal(before, await service.Client.GetDecisionAsync(byId, cancellationToken: _cancellation));
        Assert.Contains(before, (await service.Client.ListDecisionsAsync(OfBorrower(), cancellationToken: _cancellation)).Decisions);
        Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(before.DecisionId)).Outcome);
        VerifyProgress last = await service.Channel.VerifyAsync(new VerifyRequest { Head = head });
        Assert.True(last.Records > 0);
        Assert.Equal((0L, 0L), (last.Report.Findings, last.Report.Unchained));
    }

    private protected string NewestKey() => Encoding.ASCII.GetString((byte[])Home.One(NewestSealedBy));

    internal static async Task<PutFeaturesResponse> PutAsync(RunningService service, string record, double monthsPastDue)
    {
        var request = new PutFeaturesRequest
        {
            ClientId = "bureau-feed", RecordId = record, IdNumber = Requests.IdNumber(1), Source = "credit-bureau",
            Features = { new Feature { Name = "months_past_due_now", Number = monthsPastDue, ObservedAt = Ago(1) } },
            Consents = { new Consent { Scope = ConsentScope.CreditBureau, GrantedAt = Ago(60), ExpiresAt = Ago(-60), EvidenceId = "doc-7" } },
        };
        return await new RiskDataService.RiskDataServiceClient(service.Channel).PutFeaturesAsync(request, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Of a borrower whose arrears only the stored risk data tell; small, far below the cap.</summary>
    internal static DecideRequest Request(string application)
    {
        DecideRequest request = Requests.Clean(application, 1);
        request.AmountFen = 1_000_000;
        request.Features.Remove(request.Features.Single(given => given.Name == "months_past_due_now"));
        return request;
    }

    private static ListDecisionsRequest OfBorrower() => new() { BorrowerIdNumber = Requests.IdNumber(1) };

    private static Timestamp Ago(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(-minutes).ToTimestamp();
}

[Trait("Store", "SQLite")]
public sealed class SqliteKeyRotationTests() : KeyRotationTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresKeyRotationTests(PostgresServer server, RedisServer redis) : KeyRotationTests(new PostgresServiceHome(server, redis))
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_still_seals_with_the_old_key_and_one_that_seals_with_the_new_work_side_by_side()
    {
        (Decision before, AuditHead head) = await FillAsync(KeysAt("before"));
        // First every replica is given the key, then one after the other is told to seal with it.
        await using RunningService old = await StartAsync(Rotated("before", "added", current: "k1"));
        JsonNode keys = JsonNode.Parse(await File.ReadAllTextAsync(KeysAt("added"), _cancellation))!;
        keys["current"] = "k2";
        await File.WriteAllTextAsync(KeysAt("current"), keys.ToJsonString(), _cancellation);
        await using RunningService renewed = await StartAsync(KeysAt("current"));

        Decision byNew = await renewed.Client.DecideAsync(Request("by-new"), cancellationToken: _cancellation);
        Assert.Equal("k2", NewestKey());
        Decision byOld = await old.Client.DecideAsync(Request("by-old"), cancellationToken: _cancellation);
        Assert.Equal("k1", NewestKey());
        foreach (RunningService service in new[] { old, renewed })
        {
            await AssertKnownAsync(service, before, head);
            await AssertKnownAsync(service, byNew, head);
            await AssertKnownAsync(service, byOld, head);
        }
        // What one seals of the borrower decides on the other, both ways.
        await PutAsync(renewed, "by-new", 3);
        Assert.Equal(Outcome.Decline, (await old.Client.DecideAsync(Request("arrears"), cancellationToken: _cancellation)).Outcome);
        await PutAsync(old, "by-old", 0);
        Assert.Equal(Outcome.Approve, (await renewed.Client.DecideAsync(Request("paid"), cancellationToken: _cancellation)).Outcome);
    }
}
