using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Audit;

/// <summary>The audit trail of a running service, asked over the wire.</summary>
[Trait("Article", "A31")]
[Trait("Article", "A42")]
public abstract class AuditServiceTests(SharedService shared)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private AuditService.AuditServiceClient Client => new(shared.Service.Channel);

    [Fact]
    public async Task Decisions_are_proved_while_others_are_made_and_a_head_that_was_kept_is_found_again()
    {
        await DecideAsync("before", 20);
        AuditHead kept = await Client.GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation);
        Task more = DecideAsync("meanwhile", 200);
        var records = new List<long>();
        do records.Add((await VerifyAsync(new VerifyRequest { Head = kept })).Records);
        while (!more.IsCompleted);
        await more;
        VerifyProgress last = await VerifyAsync(new VerifyRequest { Head = kept });
        Assert.True(last.Records >= 220, $"{last.Records} records");
        Assert.Equal(0, last.Report.Findings);
        Assert.Equal(0, last.Report.Unchained);
        Assert.True(last.Report.Head.Anchor >= kept.Anchor);
        AuditHead next = await Client.GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation);
        Assert.Equal(kept.Anchor + 1, next.Anchor);
        // Nothing was committed since, so it is still the head.
        Assert.Equal(next, await Client.GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation));
    }

    [Fact]
    public async Task A_head_that_the_store_never_had_is_a_finding()
    {
        var foreign = new AuditHead { Anchor = 1, Digest = ByteString.CopyFrom(new byte[32]) };
        VerifyProgress last = await VerifyAsync(new VerifyRequest { Head = foreign });
        Assert.Equal(AuditFindingKind.HeadNotFound, Assert.Single(last.Findings).Kind);
        Assert.Equal(1, last.Report.Findings);
    }

    [Fact]
    public async Task Every_bad_field_is_named_at_once()
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(new VerifyRequest
        {
            DecidedFrom = new Timestamp { Seconds = 100 },
            DecidedBefore = new Timestamp { Seconds = 50 },
            Head = new AuditHead { Digest = ByteString.CopyFrom(1) },
            MostTold = -1,
        }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(["decided_before", "most_told", "head.anchor", "head.digest"], Violations.Of(refused).Select(violation => violation.Field));
    }

    private Task<Decision[]> DecideAsync(string name, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        await shared.Service.Client.DecideAsync(Requests.Clean($"{name}-{i}"), cancellationToken: _cancellation)));

    private Task<VerifyProgress> VerifyAsync(VerifyRequest request) => shared.Service.Channel.VerifyAsync(request);
}

[Trait("Store", "SQLite")]
public sealed class SqliteAuditServiceTests(SharedService shared) : AuditServiceTests(shared), IClassFixture<SharedService>;

[Trait("Store", "PostgreSQL")]
public sealed class PostgresAuditServiceTests(SharedPostgresService shared) : AuditServiceTests(shared), IClassFixture<SharedPostgresService>;
