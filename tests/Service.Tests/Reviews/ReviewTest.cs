using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Door;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Reviews;

/// <summary>A service that asks for tokens, and people who review what it refers.</summary>
public abstract class ReviewTest : IDisposable
{
    private readonly TokenIssuer _issuer = new();

    private protected ReviewTest(ServiceHome home) => Home = home;

    private protected ServiceHome Home { get; }

    private protected CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _issuer.Dispose();
        Home.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<RunningService> StartAsync(params string[] more)
    {
        File.WriteAllText(Home.Folder.At("issuer.pem"), _issuer.PublicPem);
        return Home.StartAsync(["--Door:Tokens:Issuer", "bank", "--Door:Tokens:Audience", "credit", "--Door:Tokens:Keys", Home.Folder.At("issuer.pem"), .. more]);
    }

    private protected Metadata As(string who, params Role[] roles) => TokenIssuer.Bearing(Token(who, ["tests"], roles.Length > 0 ? roles : [Role.Reviewer]));

    private protected string Token(string who, string[] clients, params Role[] roles) => _issuer.Token(subject: who, clients: clients, roles: roles);

    private protected static ReviewService.ReviewServiceClient Client(RunningService service) => new(service.Channel);

    /// <summary>Without a biometric check a person looks; the later stages still say how much (A18).</summary>
    private protected static DecideRequest Referred(string application, int person = 1, long amountFen = 3_000_000)
    {
        DecideRequest request = Requests.Clean(application, person);
        request.IdentityEvidence.Biometric = null;
        request.AmountFen = amountFen;
        request.Finances.DeclaredMonthlyIncomeFen = 15_000_000;
        return request;
    }

    private protected async Task<Decision> DecideAsync(RunningService service, DecideRequest request) =>
        await service.Client.DecideAsync(request, As("app", Role.Frontend), cancellationToken: Cancellation);

    private protected async Task<Decision> ReferAsync(RunningService service, string application, int person = 1, long amountFen = 3_000_000)
    {
        Decision decision = await DecideAsync(service, Referred(application, person, amountFen));
        Assert.Equal((Outcome.Refer, amountFen, 0), (decision.Outcome, decision.Offer?.LimitFen ?? 0, decision.ReservedFen));
        return decision;
    }

    private protected async Task<ReviewCase> ClaimAsync(RunningService service, string id, string who) =>
        await Client(service).ClaimCaseAsync(new ClaimCaseRequest { DecisionId = id }, As(who), cancellationToken: Cancellation);

    private protected async Task<ReviewCase> ReleaseAsync(RunningService service, string id, string who) =>
        await Client(service).ReleaseCaseAsync(new ReleaseCaseRequest { DecisionId = id }, As(who), cancellationToken: Cancellation);

    private protected async Task<ReviewCase> ApproveAsync(RunningService service, string id, string who, long fen, string text = "income proved by tax records") =>
        await Client(service).ResolveCaseAsync(
            new ResolveCaseRequest { DecisionId = id, Verdict = ReviewVerdict.Approve, AmountFen = fen, Text = text }, As(who), cancellationToken: Cancellation);

    private protected async Task<ReviewCase> DeclineAsync(RunningService service, string id, string who, string text = "the employer does not know the borrower") =>
        await Client(service).ResolveCaseAsync(
            new ResolveCaseRequest { DecisionId = id, Verdict = ReviewVerdict.Decline, Text = text, ReasonCodes = { 5101 } }, As(who), cancellationToken: Cancellation);

    private protected async Task<ReviewCase> SecondAsync(RunningService service, string id, string who, bool agrees = true) => await Client(service).ConfirmCaseAsync(
        new ConfirmCaseRequest { DecisionId = id, Opinion = agrees ? SecondOpinion.Confirm : SecondOpinion.SendBack, Text = "seen" }, As(who), cancellationToken: Cancellation);

    private protected async Task<ReviewCaseDetails> GetAsync(RunningService service, string id) =>
        await Client(service).GetCaseAsync(new GetCaseRequest { DecisionId = id }, As("auditor", Role.Auditor), cancellationToken: Cancellation);

    private protected async Task<ListCasesResponse> ListAsync(RunningService service, ListCasesRequest? request = null) =>
        await Client(service).ListCasesAsync(request ?? new ListCasesRequest(), As("ops", Role.RiskOperations), cancellationToken: Cancellation);

    private protected async Task<string[]> IdsAsync(RunningService service, ListCasesRequest request) => [.. (await ListAsync(service, request)).Cases.Select(each => each.DecisionId)];

    private protected static async Task<string[]> CausesAsync(Func<Task> call)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        byte[] details = refused.Trailers.Single(entry => entry.Key == "grpc-status-details-bin").ValueBytes;
        return [.. Google.Rpc.Status.Parser.ParseFrom(details).Details.Single().Unpack<PreconditionFailure>().Violations.Select(violation => violation.Type)];
    }

    private protected static async Task<StatusCode> StatusAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private protected async Task<AuditFindingKind[]> FindingsAsync(RunningService service) =>
        [.. (await service.FindingsAsync(As("auditor", Role.Auditor))).Select(finding => finding.Kind)];

    private protected long Held() => Convert.ToInt64(Home.One("SELECT coalesce(sum(reserved_fen), 0) FROM exposures"));

    private protected long Count(string from) => Convert.ToInt64(Home.One($"SELECT count(*) FROM {from}"));
}
