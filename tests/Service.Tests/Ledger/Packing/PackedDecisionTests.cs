using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Ledger.Packing;

/// <summary>What is recorded takes a fraction of its bytes once there is a dictionary, and nobody outside can tell.</summary>
public abstract class PackedDecisionTests : IDisposable
{
    private const int MostTried = 5_000;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Dictionary<string, (DecideRequest Request, Decision Decision)> _made = [];
    private readonly ServiceHome _home;

    private protected PackedDecisionTests(ServiceHome home) => _home = home;

    private protected abstract string ReplyLength { get; }

    private protected abstract string FirstByte { get; }

    private protected abstract string DictionaryBytes { get; }

    private protected ServiceHome Home => _home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A31")]
    public async Task Decisions_before_and_after_there_is_a_dictionary_are_read_repeated_replayed_and_proved()
    {
        string plain, packed;
        await using (RunningService service = await StartAsync())
        {
            (plain, packed) = await DecideUntilPackedAsync(service);
            Assert.True(LengthOf(packed) * 3 < LengthOf(plain), $"{LengthOf(packed)} bytes packed, {LengthOf(plain)} plain");
            await SameAsync(service, plain, packed);
        }
        // It packs with what it finds.
        await using (RunningService again = await StartAsync())
        {
            await SameAsync(again, plain, packed);
            string next = await DecideAsync(again, 20_000);
            Assert.True(IsPacked(next));
        }
        // What was packed is read also by who packs no more.
        await using RunningService without = await StartAsync("--Store:Packing:Enabled", "false");
        await SameAsync(without, plain, packed);
        Assert.False(IsPacked(await DecideAsync(without, 20_001)));
        ReplayProgress replayed = (await without.ReplayAsync(new ReplayRequest())).Last;
        Assert.Equal((_made.Count, _made.Count), ((int)replayed.Done, (int)replayed.Identical));
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task A_dictionary_holds_nothing_personal()
    {
        await using RunningService service = await StartAsync();
        await DecideUntilPackedAsync(service);
        string all = Encoding.Latin1.GetString(Convert.FromHexString((string)_home.One(DictionaryBytes)));
        Assert.Contains("months_past_due_now", all, StringComparison.Ordinal);
        foreach (DecideRequest request in _made.Values.Select(made => made.Request))
        {
            foreach (string personal in new[] { request.Borrower.Name, request.Borrower.IdNumber, request.Borrower.Phone, request.Borrower.BankAccount, request.Channel.DeviceId, request.Channel.IpAddress })
                Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(personal)), all, StringComparison.Ordinal);
            Assert.DoesNotContain(request.Borrower.IdNumber[6..17], all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_dictionary_that_was_changed_makes_no_other_decision_of_a_record()
    {
        string packed;
        await using (RunningService service = await StartAsync()) (_, packed) = await DecideUntilPackedAsync(service);
        Spoil();
        // Whoever packs makes another one. That of evidence comes out the same, and is mended by that.
        await using (RunningService other = await StartAsync()) await DecideUntilPackedAsync(other, from: 10_000, dictionaries: 3);
        await using RunningService again = await StartAsync("--Store:Packing:Enabled", "false");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => again.Client.GetDecisionAsync(
            new GetDecisionRequest { DecisionId = _made[packed].Decision.DecisionId }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.Internal, refused.StatusCode);
        Assert.Equal(ReplayObstacle.RecordDamaged, (await again.ReplayOneAsync(_made[packed].Decision.DecisionId)).Obstacle);
        Assert.Contains(again.Output, line => line.Contains("is not what its id says", StringComparison.Ordinal));
    }

    private protected abstract void Spoil();

    private Task<RunningService> StartAsync(params string[] more) => _home.StartAsync(["--Store:Packing:Samples", "50", .. more]);

    private async Task<(string Plain, string Packed)> DecideUntilPackedAsync(RunningService service, int from = 0, long dictionaries = 2)
    {
        string first = await DecideAsync(service, from);
        for (int i = from + 1; i < from + MostTried; i++)
        {
            string next = await DecideAsync(service, i);
            if (IsPacked(next) && (long)_home.One("SELECT count(*) FROM record_dictionaries") == dictionaries) return (first, await DecideAsync(service, from + MostTried));
        }
        throw new InvalidOperationException("No dictionary was made.");
    }

    private async Task<string> DecideAsync(RunningService service, int number)
    {
        string application = $"packed-{number}";
        DecideRequest request = Requests.Clean(application, number);
        request.Borrower.Name = $"张三丰{number}";
        _made[application] = (request, await service.Client.DecideAsync(request, cancellationToken: _cancellation));
        return application;
    }

    private async Task SameAsync(RunningService service, params string[] applications)
    {
        foreach (string application in applications)
        {
            (DecideRequest request, Decision decision) = _made[application];
            Assert.Equal(decision, await service.Client.DecideAsync(request, cancellationToken: _cancellation));
            Assert.Equal(decision, await service.Client.GetDecisionAsync(new GetDecisionRequest { DecisionId = decision.DecisionId }, cancellationToken: _cancellation));
            ListDecisionsResponse listed = await service.Client.ListDecisionsAsync(new ListDecisionsRequest { ApplicationId = application }, cancellationToken: _cancellation);
            Assert.Equal(decision, Assert.Single(listed.Decisions));
            Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(decision.DecisionId)).Outcome);
        }
    }

    private long LengthOf(string application) => Convert.ToInt64(_home.One(string.Format(ReplyLength, application)));

    private bool IsPacked(string application) => Convert.ToInt64(_home.One(string.Format(FirstByte, application))) == 0;
}

[Trait("Store", "SQLite")]
public sealed class SqlitePackedDecisionTests() : PackedDecisionTests(new ServiceHome())
{
    private protected override string ReplyLength => "SELECT length(decision) FROM entries WHERE application_id = '{0}'";

    private protected override string FirstByte => "SELECT hex(substr(decision, 1, 1)) <> '00' FROM entries WHERE application_id = '{0}'";

    private protected override string DictionaryBytes => "SELECT group_concat(hex(bytes), '') FROM record_dictionaries";

    private protected override void Spoil() => Home.Run("UPDATE record_dictionaries SET bytes = zeroblob(length(bytes))");
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresPackedDecisionTests(PostgresServer server, RedisServer redis) : PackedDecisionTests(new PostgresServiceHome(server, redis))
{
    private protected override string ReplyLength => "SELECT length(decision) FROM decisions WHERE application_id = '{0}'";

    private protected override string FirstByte => "SELECT get_byte(decision, 0) FROM decisions WHERE application_id = '{0}'";

    private protected override string DictionaryBytes => "SELECT string_agg(encode(bytes, 'hex'), '') FROM record_dictionaries";

    private protected override void Spoil() => Home.Run("UPDATE record_dictionaries SET bytes = set_byte(bytes, 100, (get_byte(bytes, 100) + 1) % 256)");
}
