using CreditDecision.Modeling.Populations;
using CreditDecision.Service.Tests.Door;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Governance;

/// <summary>A small bank whose people have tokens, and a service that lets nothing decide but what they put in force.</summary>
internal sealed class GovernedBank : IDisposable
{
    // One of each thousand is money laundering; fewer rows give a part without any.
    private const int Applicants = 6_000;

    private static readonly Lazy<byte[]> Population = new(() =>
    {
        using var file = new MemoryStream();
        PopulationGenerator.Write(Applicants, 20260105, new DateOnly(2026, 1, 5), file, new Progress<int>());
        return file.ToArray();
    });

    private readonly TokenIssuer _issuer = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public GovernedBank(ServiceHome home)
    {
        Home = home;
        Content = ContentCopy.In(home.Folder);
        File.WriteAllText(home.Folder.At("issuer.pem"), _issuer.PublicPem);
    }

    public ServiceHome Home { get; }

    public string Content { get; }

    public Metadata Dev => As("dev", Role.Developer);

    public Metadata Val => As("val", Role.Validator);

    public Metadata Chair => As("chair", Role.CommitteeChair);

    public Metadata Ops => As("ops", Role.RiskOperations);

    public Metadata Senior => As("senior", Role.SeniorManager);

    public Metadata Frontend => TokenIssuer.Bearing(_issuer.Token(subject: "app", clients: ["tests", "taiwan-credit-card", "home-equity"], roles: Role.Frontend));

    public Metadata As(string person, params Role[] roles) => TokenIssuer.Bearing(_issuer.Token(subject: person, roles: roles));

    /// <summary>Of a service on the store.</summary>
    public IEnumerable<string> Settings =>
    [
        .. Home.Settings, "--Content:Directory", Content, "--Governance:Mode", "enforced",
        "--Door:Tokens:Issuer", "bank", "--Door:Tokens:Audience", "credit", "--Door:Tokens:Keys", Home.Folder.At("issuer.pem"),
    ];

    public Task<RunningService> StartAsync(params string[] more) => RunningService.StartAsync(Home.Store, [.. Settings, .. more]);

    public static ModelGovernanceService.ModelGovernanceServiceClient Client(RunningService service) => new(service.Channel);

    public async Task<ThingRef> RegisterAsync(RunningService service, ThingKind kind, string id, string label = "")
    {
        var request = new RegisterRequest { Kind = kind, Id = id, Label = label, Developers = { "dev" }, Owners = { "owner" }, Text = "for the tests" };
        GovernanceEvent registered = await Client(service).RegisterAsync(request, Dev, cancellationToken: _cancellation);
        return new ThingRef { Id = registered.Thing.Id, Version = registered.Thing.Version, ArtifactSha256 = registered.Hashes.ArtifactSha256 };
    }

    /// <summary>Of a model, on made-up applicants and by a policy that asks for little: what is tested here is not the model.</summary>
    public async Task<TestAnswer> TestAsync(RunningService service, ThingRef thing, string label, string policy = "- { metric: auc, at_least: 0.6 }")
    {
        string document = $"kind: development_test_policy\nid: tests\nversion: \"1\"\ncut_off: 0.3\nleast_rows: 10\nthresholds:\n  {policy}\n";
        using AsyncClientStreamingCall<RunDevelopmentTestRequest, TestAnswer> call = Client(service).RunDevelopmentTest(Dev, cancellationToken: _cancellation);
        var order = new DevelopmentTestOrder { Thing = thing, Policy = ByteString.CopyFromUtf8(document), DataName = "applicants.csv", Label = label, HoldOutShare = 0.5 };
        await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Order = order }, _cancellation);
        foreach (byte[] piece in Population.Value.Chunk(500_000))
            await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Data = ByteString.CopyFrom(piece) }, _cancellation);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    public async Task<TestAnswer> CheckAsync(RunningService service, ThingRef thing) =>
        await Client(service).RunConformityTestAsync(new RunConformityTestRequest { Thing = thing }, Dev, cancellationToken: _cancellation);

    /// <summary>From a passed test to the open review.</summary>
    public async Task OpenReviewAsync(RunningService service, ThingRef thing)
    {
        await Client(service).SubmitAsync(new SubmitRequest { Thing = thing }, Dev, cancellationToken: _cancellation);
        await Client(service).ValidateAsync(new ValidateRequest { Thing = thing, Passed = true, Report = Paper("It holds.") }, Val, cancellationToken: _cancellation);
        await Client(service).OpenReviewAsync(new OpenReviewRequest { Thing = thing }, Chair, cancellationToken: _cancellation);
    }

    public async Task<GovernanceEvent> ReviewAsync(RunningService service, ThingRef thing)
    {
        await OpenReviewAsync(service, thing);
        await VoteAsync(service, thing, Val);
        await ConcludeAsync(service, thing);
        await VoteAsync(service, thing, Senior);
        await ConcludeAsync(service, thing);
        foreach (string member in new[] { "member-1", "member-2", "member-3" }) await VoteAsync(service, thing, As(member, Role.CommitteeMember));
        return await ConcludeAsync(service, thing);
    }

    public async Task VoteAsync(RunningService service, ThingRef thing, Metadata who, Opinion opinion = Opinion.For) =>
        await Client(service).VoteAsync(new VoteRequest { Thing = thing, Opinion = opinion, Text = "as I see it" }, who, cancellationToken: _cancellation);

    public async Task<GovernanceEvent> ConcludeAsync(RunningService service, ThingRef thing) =>
        await Client(service).ConcludeStageAsync(new ConcludeStageRequest { Thing = thing, Minutes = Paper("Minutes.") }, Chair, cancellationToken: _cancellation);

    public async Task<GovernanceEvent> ActivateAsync(RunningService service, ThingRef thing, ServingMode mode = ServingMode.Champion, int share = 0) =>
        await Client(service).ActivateAsync(new ActivateRequest { Thing = thing, Mode = mode, ShareBps = share }, Ops, cancellationToken: _cancellation);

    /// <summary>All of a life up to approval.</summary>
    public async Task<ThingRef> ApproveAsync(RunningService service, ThingKind kind, string id, string label = "")
    {
        ThingRef thing = await RegisterAsync(service, kind, id, label);
        TestAnswer answer = kind == ThingKind.Model ? await TestAsync(service, thing, OutcomeOf(id)) : await CheckAsync(service, thing);
        Assert.True(answer.Passed, string.Join("; ", answer.Checks));
        Assert.Equal(LifeState.Approved, (await ReviewAsync(service, thing)).Became);
        return thing;
    }

    /// <summary>The feature catalog, the models of the consumer product and its strategy, in force.</summary>
    public async Task<Dictionary<string, ThingRef>> PutInForceAsync(RunningService service)
    {
        var things = new Dictionary<string, ThingRef>();
        await ActivateAsync(service, things["features"] = await ApproveAsync(service, ThingKind.FeatureCatalog, "features"));
        foreach (string model in Models) things[model] = await ApproveAsync(service, ThingKind.Model, model);
        things["consumer-cash"] = await ApproveAsync(service, ThingKind.Strategy, "consumer-cash");
        await ActivateAsync(service, things["consumer-cash"]);
        return things;
    }

    /// <summary>That the consumer strategy names.</summary>
    public static IReadOnlyList<string> Models { get; } = ["aml", "anti-fraud", "anti-fraud-trees", "identity", "risk", "risk-trees"];

    public static AttachedDocument Paper(string text) => new() { MediaType = "text/markdown", Content = ByteString.CopyFromUtf8(text) };

    public static Timestamp InDays(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToTimestamp();

    /// <summary>The rules by which a command was refused, in the order in which they were told.</summary>
    public static async Task<string[]> RulesAsync(Func<Task> command)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(command);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        byte[] details = refused.Trailers.Single(entry => entry.Key == "grpc-status-details-bin").ValueBytes;
        return [.. Google.Rpc.Status.Parser.ParseFrom(details).Details.Single().Unpack<PreconditionFailure>().Violations.Select(violation => violation.Type)];
    }

    public void Dispose()
    {
        _issuer.Dispose();
        Home.Dispose();
    }

    private static string OutcomeOf(string model) => model switch
    {
        "identity" => "identity_fraud",
        "aml" => "aml_suspicious",
        "risk" or "risk-trees" => "default_12m",
        _ => "fraud",
    };
}
