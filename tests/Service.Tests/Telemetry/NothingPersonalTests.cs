using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Npgsql;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>
/// Nothing of a borrower leaves the service but in the answer to who sent it (A33 to A35): a full run, with everything logged and all calls traced,
/// and then a search of all that came out of it and of all that it kept.
/// </summary>
[Trait("Article", "A33")]
[Trait("Article", "A34")]
public abstract class NothingPersonalTests : IDisposable
{
    private const int Person = 738_261;
    private const string Name = "欧阳若琳", Device = "dev-7Q2kXw9ZpL", Address = "203.0.113.77";
    private const long IncomeFen = 471_829_371;

    private static readonly string IdNumber = Requests.IdNumber(Person), Phone = Requests.Clean("", Person).Borrower.Phone, Card = Requests.BankAccount(Person);

    private static readonly PersonalNeedles Needles = new(
        ("id number", IdNumber), ("name", Name), ("given name", Name[2..]), ("telephone", Phone), ("card", Card), ("device", Device), ("address", Address));

    // Too short for bytes at random, which hold them by chance now and then.
    private static readonly string[] InTexts = [IdNumber[6..14], $"{IncomeFen}", $"{IncomeFen / 100}", $"{IncomeFen / 100:N0}"];

    private readonly ServiceHome _home;
    private readonly List<byte[]> _answers = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _problems = [];

    private protected NothingPersonalTests(ServiceHome home) => _home = home;

    private protected CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    private protected ServiceHome Home => _home;

    public virtual void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task Nothing_of_a_borrower_is_found_in_what_a_service_says_sends_and_keeps()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        RunningService service = await _home.StartAsync(
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore", "Trace", "--Logging:LogLevel:Grpc", "Trace",
            "--Logging:Console:FormatterName", "json", "--Logging:Console:FormatterOptions:IncludeScopes", "true",
            "--Telemetry:OtlpEndpoint", collector.Http, "--Telemetry:Protocol", "http", "--Telemetry:TraceRatio", "1");
        await using (service)
        {
            await DecideAsync(service);
            await MisplaceAsync(service);
            await BreakAsync(service);
        }
        Search("log", Encoding.UTF8.GetBytes(string.Join('\n', service.Output)), "Request starting", "failed unexpectedly");
        Search("metrics", collector.Metrics, "creditdecision.decisions", "approve", "INVALID_ARGUMENT", "INTERNAL");
        Search("traces", collector.Traces, "creditdecision.v1.DecisionService/Decide", "commit batch");
        Search("errors", Encoding.UTF8.GetBytes(string.Join('\n', _errors)), "is not served", "is not in the feature catalog", "incident");
        Search("decisions", [.. _answers.SelectMany(answer => answer)], "consumer-cash");
        SearchStores();
        Assert.True(_problems.Count == 0, string.Join('\n', _problems));
    }

    /// <summary>Breaks what it stands on, and asks all the same. The store is there again afterwards.</summary>
    private protected abstract Task BreakAsync(RunningService service);

    /// <summary>Searches all that is kept.</summary>
    private protected abstract void SearchStores();

    private protected static DecideRequest Application(string id)
    {
        DecideRequest request = Requests.Clean(id, Person);
        request.Borrower.Name = Name;
        request.Finances.DeclaredMonthlyIncomeFen = IncomeFen;
        (request.Channel.DeviceId, request.Channel.IpAddress) = (Device, Address);
        return request;
    }

    /// <param name="expected">Stand in it, so that what is searched is what was meant.</param>
    private void Search(string what, byte[] haystack, params string[] expected)
    {
        SearchBytes(what, haystack);
        _problems.AddRange(expected.Where(text => !OtlpReceiver.Holds(haystack, text)).Select(text => $"{what} should hold \"{text}\""));
        _problems.AddRange(InTexts.Where(text => OtlpReceiver.Holds(haystack, text)).Select(text => $"{what} holds {text}"));
    }

    private protected void SearchBytes(string what, byte[] haystack)
    {
        if (haystack.Length == 0) _problems.Add($"{what} is empty");
        _problems.AddRange(Needles.In(haystack).Select(found => $"{what} holds {found}"));
    }

    private protected void Expect(StatusCode expected, StatusCode actual, string what)
    {
        if (expected != actual) _problems.Add($"{what}: {actual} and not {expected}");
    }

    private protected async Task<StatusCode> RefusedAsync(Func<Metadata, AsyncUnaryCallLike> call)
    {
        try
        {
            await call(new Metadata { { "baggage", $"borrower={IdNumber}" }, { "tracestate", $"borrower={Phone}" }, { "x-borrower", IdNumber } }).Response;
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            _errors.Add(refused.Status.Detail);
            foreach (Metadata.Entry entry in refused.Trailers) _errors.Add(entry.IsBinary ? Encoding.Latin1.GetString(entry.ValueBytes) : entry.Value);
            return refused.StatusCode;
        }
    }

    private protected Task<StatusCode> DecideAsync(RunningService service, DecideRequest request) =>
        RefusedAsync(headers => new(service.Client.DecideAsync(request, headers, cancellationToken: Cancellation).ResponseAsync));

    private async Task DecideAsync(RunningService service)
    {
        DecideRequest declined = Application("declined").With("months_past_due_now", 3), referred = Application("referred");
        referred.Features.Remove(referred.Features.Single(feature => feature.Name == "months_past_due_now"));
        foreach ((DecideRequest request, Outcome outcome) in new[] { (Application("approved"), Outcome.Approve), (referred, Outcome.Refer), (declined, Outcome.Decline) })
        {
            Decision decision = await service.Client.DecideAsync(request, cancellationToken: Cancellation);
            Assert.Equal(outcome, decision.Outcome);
            _answers.Add(Encoding.UTF8.GetBytes(decision.ToString()));
        }
        var put = new PutFeaturesRequest { ClientId = "tests", RecordId = "record", IdNumber = IdNumber, Source = "credit-bureau", Consents = { referred.Consents } };
        put.Features.Add(new Feature { Name = "months_past_due_now", Number = 0, ObservedAt = referred.Features[0].ObservedAt });
        await new RiskDataService.RiskDataServiceClient(service.Channel).PutFeaturesAsync(put, cancellationToken: Cancellation);
        Decision again = await service.Client.DecideAsync(Application("with-risk-data"), cancellationToken: Cancellation);
        _answers.Add(Encoding.UTF8.GetBytes(again.ToString()));
        await service.Client.GetDecisionAsync(new GetDecisionRequest { DecisionId = again.DecisionId }, cancellationToken: Cancellation);
        await service.Client.ListDecisionsAsync(new ListDecisionsRequest { ClientId = "tests" }, cancellationToken: Cancellation);
    }

    // Values of a person where they do not belong, as careless callers put them.
    private async Task MisplaceAsync(RunningService service)
    {
        async Task WrongAsync(Action<DecideRequest> change, StatusCode expected = StatusCode.InvalidArgument)
        {
            DecideRequest request = Application("misplaced");
            change(request);
            Expect(expected, await DecideAsync(service, request), request.ToString());
        }
        await WrongAsync(request => request.Product = IdNumber);
        await WrongAsync(request => request.ClientId = Name);
        await WrongAsync(request => request.ApplicationId = $"{Name} {Phone}");
        await WrongAsync(request => request.Borrower.IdNumber = IdNumber[..17] + "?");
        await WrongAsync(request => request.Borrower.Phone = IdNumber);
        await WrongAsync(request => request.Borrower.BankAccount = Phone);
        await WrongAsync(request => request.Channel.IpAddress = Phone);
        await WrongAsync(request => request.Channel.DeviceId = string.Concat(Enumerable.Repeat(Device, 20)));
        await WrongAsync(request => request.Consents[0].EvidenceId = string.Concat(Enumerable.Repeat(Name, 40)));
        await WrongAsync(request => request.Features[0].Name = Phone);
        await WrongAsync(request => request.Features[0].Name = $"{Name}{IdNumber}");
        await WrongAsync(request => request.Features[1].PartnerId = Name);
        await WrongAsync(request => request.AmountFen = -IncomeFen);
        // The same application id with other content.
        DecideRequest other = Application("approved");
        other.Borrower.Phone = Requests.Clean("", 5).Borrower.Phone;
        Assert.Equal(StatusCode.AlreadyExists, await DecideAsync(service, other));
        var riskData = new RiskDataService.RiskDataServiceClient(service.Channel);
        Expect(StatusCode.InvalidArgument, await RefusedAsync(headers => new(riskData.PutFeaturesAsync(
            new PutFeaturesRequest { ClientId = Name, RecordId = IdNumber + Name, IdNumber = IdNumber[1..], Source = Phone + Name, Features = { new Feature { Name = Phone } } }, headers, cancellationToken: Cancellation).ResponseAsync)), "PutFeatures");
        Expect(StatusCode.InvalidArgument, await RefusedAsync(headers => new(service.Client.GetDecisionAsync(new GetDecisionRequest { DecisionId = IdNumber }, headers, cancellationToken: Cancellation).ResponseAsync)), "GetDecision");
        Expect(StatusCode.InvalidArgument, await RefusedAsync(headers => new(service.Client.ListDecisionsAsync(new ListDecisionsRequest { PageToken = IdNumber }, headers, cancellationToken: Cancellation).ResponseAsync)), "ListDecisions");
        Expect(StatusCode.NotFound, await RefusedAsync(headers => new(new Grpc.Health.V1.Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest { Service = IdNumber }, headers, cancellationToken: Cancellation).ResponseAsync)), "health");
        // A category that nobody knows is decided, and refers.
        DecideRequest category = Application("category");
        category.Features.Single(feature => feature.Name == "education").Category = Name;
        Assert.Equal(StatusCode.OK, await RefusedAsync(headers => new(AnsweredAsync(service, category, headers))));
    }

    private async Task<Decision> AnsweredAsync(RunningService service, DecideRequest request, Metadata headers)
    {
        Decision decision = await service.Client.DecideAsync(request, headers, cancellationToken: Cancellation);
        _answers.Add(Encoding.UTF8.GetBytes(decision.ToString()));
        return decision;
    }

    /// <summary>A call of any kind of answer.</summary>
    private protected readonly record struct AsyncUnaryCallLike(Task Response);
}

[Trait("Store", "SQLite")]
public sealed class SqliteNothingPersonalTests() : NothingPersonalTests(new ServiceHome())
{
    private protected override async Task BreakAsync(RunningService service)
    {
        Home.Run("CREATE TRIGGER refuse BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'refused'); END");
        Assert.Equal(StatusCode.Internal, await DecideAsync(service, Application("refused")));
        Home.Run("DROP TRIGGER refuse");
        Assert.Equal(StatusCode.OK, await DecideAsync(service, Application("taken")));
    }

    private protected override void SearchStores()
    {
        string[] files = Directory.GetFiles(Home.Folder.Path, "decisions.db*");
        Assert.NotEmpty(files);
        foreach (string file in files.Where(file => new FileInfo(file).Length > 0)) SearchBytes(Path.GetFileName(file), File.ReadAllBytes(file));
    }
}

/// <summary>With servers of its own, whose logs it reads and which it stops.</summary>
[Trait("Store", "PostgreSQL")]
[Trait("Fault", "postgres")]
[Trait("Fault", "redis")]
public sealed class PostgresNothingPersonalTests : NothingPersonalTests
{
    private readonly PostgresServer _server;
    private readonly RedisServer _redis;
    private IReadOnlyList<(string Key, byte[] Value)> _cached = [];

    public PostgresNothingPersonalTests() : this(new PostgresServer { Log = [] }, new RedisServer())
    {
    }

    private PostgresNothingPersonalTests(PostgresServer server, RedisServer redis) : this(server, redis, new PostgresServiceHome(server, redis))
    {
    }

    private PostgresNothingPersonalTests(PostgresServer server, RedisServer redis, PostgresServiceHome home) : base(home)
    {
        (_server, _redis) = (server, redis);
        // Every statement with all its values: what reaches the server at all.
        home.Run($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(home.Database).Database} SET log_statement = 'all'");
    }

    public override void Dispose()
    {
        base.Dispose();
        _server.Dispose();
        _redis.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override async Task BreakAsync(RunningService service)
    {
        // The server's own words on it tell the whole row.
        Home.Run("ALTER TABLE decisions ADD CONSTRAINT refused CHECK (application_id <> 'refused') NOT VALID");
        Assert.Equal(StatusCode.Internal, await DecideAsync(service, Application("refused")));
        _cached = _redis.All();
        _redis.Kill();
        Assert.Equal(StatusCode.OK, await DecideAsync(service, Application("without-redis")));
        _server.Crash();
        Assert.Equal(StatusCode.Unavailable, await DecideAsync(service, Application("without-store")));
        _server.Start();
        _redis.Start();
    }

    private protected override void SearchStores()
    {
        Assert.Contains(_cached, entry => entry.Key.StartsWith("cd:v1:", StringComparison.Ordinal));
        Assert.Contains(_cached, entry => entry.Key.StartsWith("cd:f1:", StringComparison.Ordinal));
        foreach ((string key, byte[] value) in _cached) SearchBytes("Redis", [.. Encoding.UTF8.GetBytes(key), 0, .. value]);
        string[] log;
        lock (_server.Log!) log = [.. _server.Log!];
        SearchBytes("PostgreSQL's log", Encoding.UTF8.GetBytes(string.Join('\n', log)));
        Assert.Contains(log, line => line.Contains("Failing row contains", StringComparison.Ordinal));
        string[] tables = ((string)Home.One("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'")).Split(' ');
        Assert.Contains("decisions", tables);
        foreach (string table in tables)
            SearchBytes($"table {table}", Encoding.UTF8.GetBytes(table + Home.One($"SELECT coalesce(string_agg(t::text, '|'), '') FROM \"{table}\" t")));
    }
}
