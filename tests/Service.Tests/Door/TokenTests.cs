using CreditDecision.Service.Hosting;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.IdentityModel.Tokens;

namespace CreditDecision.Service.Tests.Door;

/// <summary>Who bears a token and what that lets them do, over the wire.</summary>
[Trait("Article", "A37")]
public sealed class TokenTests : DoorTest
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private static readonly Role[] Roles = [.. System.Enum.GetValues<Role>().Where(role => role != Role.Unspecified)];

    private readonly TokenIssuer _issuer = new();

    [Fact]
    public async Task Every_method_is_for_the_roles_that_it_names_and_for_no_other()
    {
        await using RunningService service = await StartWithTokensAsync();
        foreach (MethodDescriptor method in ServiceHost.Served.SelectMany(each => each.Methods))
        {
            Role[] named = [.. method.GetOptions().GetExtension(AccessExtensions.Access).Roles];
            Assert.NotEmpty(named);
            foreach (Role role in Roles)
            {
                (StatusCode code, string detail) = await CallAsync(service, method, _issuer.Token(roles: role));
                bool isKeptOut = code == StatusCode.PermissionDenied && detail.Contains("is for the roles", StringComparison.Ordinal);
                Assert.True(isKeptOut == !named.Contains(role), $"{method.FullName} as {role}: {code} {detail}");
                Assert.NotEqual(StatusCode.Unauthenticated, code);
            }
            Assert.Equal(StatusCode.PermissionDenied, (await CallAsync(service, method, _issuer.Token())).Code);
            Assert.Equal(StatusCode.Unauthenticated, (await CallAsync(service, method, null)).Code);
        }
    }

    [Fact]
    public void Nobody_who_develops_may_change_what_decides_and_nobody_who_audits_may_change_anything()
    {
        string[] Of(Role role) => [.. ServiceHost.Served.SelectMany(each => each.Methods).Where(method => method.GetOptions().GetExtension(AccessExtensions.Access).Roles.Contains(role)).Select(method => method.Name)];
        string[] changing = ["Decide", "ReloadContent", "RollBackContent", "PutFeatures", "StreamFeatures", "PutPerformance", "PutEntries", "EndEntries", "EraseBorrower"];
        string[] reviewing = ["ClaimCase", "ReleaseCase", "ResolveCase", "ConfirmCase"];
        Assert.Equal(reviewing.Order(), Of(Role.Reviewer).Intersect(reviewing).Order());
        foreach (Role role in Roles.Where(role => role != Role.Reviewer)) Assert.Empty(Of(role).Intersect(reviewing));
        foreach (Role role in new[] { Role.Developer, Role.Validator, Role.CommitteeMember, Role.CommitteeChair, Role.Auditor, Role.Regulator, Role.Reviewer, Role.Board, Role.SeniorManager })
            Assert.Empty(Of(role).Intersect(changing));
        Assert.Equal(["Decide", "GetDecision", "GetOutcome", "GetPerformance", "ListDecisions"], Of(Role.Frontend).Order());
        Assert.Equal(["PutFeatures", "StreamFeatures"], Of(Role.Partner).Order());
    }

    [Fact]
    public async Task A_frontend_sees_its_own_applications_and_who_audits_sees_all()
    {
        await using RunningService service = await StartWithTokensAsync();
        string app = _issuer.Token(subject: "app", clients: ["tests"], roles: Role.Frontend), auditor = _issuer.Token(roles: Role.Auditor);
        Decision decision = await service.Client.DecideAsync(Requests.Clean("a-1"), TokenIssuer.Bearing(app), cancellationToken: Cancellation);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        DecideRequest foreign = Requests.Clean("a-2");
        foreign.ClientId = "others";
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => service.Client.DecideAsync(foreign, TokenIssuer.Bearing(app), cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => service.Client.ListDecisionsAsync(new ListDecisionsRequest(), TokenIssuer.Bearing(app), cancellationToken: Cancellation).ResponseAsync));
        Assert.Single((await service.Client.ListDecisionsAsync(new ListDecisionsRequest(), TokenIssuer.Bearing(auditor), cancellationToken: Cancellation)).Decisions);
    }

    [Fact]
    public async Task A_token_that_is_not_to_be_believed_is_refused_with_why_and_never_quoted()
    {
        await using RunningService service = await StartWithTokensAsync();
        using var stranger = new TokenIssuer();
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        string good = _issuer.Token(roles: Role.Auditor), unsigned = _issuer.Token(token => token.SigningCredentials = null, roles: Role.Auditor);
        (string Token, string Why)[] bad =
        [
            (stranger.Token(roles: Role.Auditor), "signature"),
            (_issuer.Token(token => (token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-1)), roles: Role.Auditor), "not valid at this time"),
            (_issuer.Token(token => (token.NotBefore, token.Expires) = (now.AddHours(1), now.AddHours(2)), roles: Role.Auditor), "not valid at this time"),
            (_issuer.Token(token => token.Expires = null, roles: Role.Auditor), "not valid at this time"),
            (_issuer.Token(token => token.Audience = "other", roles: Role.Auditor), "somebody else"),
            (_issuer.Token(token => token.Issuer = "other", roles: Role.Auditor), "another issuer"),
            (_issuer.Token(subject: "no name", roles: Role.Auditor), "subject"),
            (_issuer.Token(token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256), roles: Role.Auditor), "signature"),
            (unsigned, "not believed"), (good[..^4] + "AAAA", "signature"), ("nonsense", "cannot be read"),
        ];
        foreach ((string token, string why) in bad)
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => service.Client.ListDecisionsAsync(new ListDecisionsRequest(), TokenIssuer.Bearing(token), cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
            Assert.Contains(why, refused.Status.Detail);
            Assert.DoesNotContain(token, refused.Status.Detail);
        }
        await service.Client.ListDecisionsAsync(new ListDecisionsRequest(), TokenIssuer.Bearing(good), cancellationToken: Cancellation);
        // Nobody has to be anybody to ask for health.
        await new Grpc.Health.V1.Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.DoesNotContain(service.Output, line => line.Contains(good, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_that_are_taken_away_end_what_was_believed_and_a_broken_file_ends_nothing()
    {
        using var next = new TokenIssuer();
        await using RunningService service = await StartWithTokensAsync("--Door:Tokens:ReloadSeconds", "1");
        string old = _issuer.Token(roles: Role.Auditor), renewed = next.Token(roles: Role.Auditor);
        Task ListAsync(string token) => service.Client.ListDecisionsAsync(new ListDecisionsRequest(), TokenIssuer.Bearing(token), cancellationToken: Cancellation).ResponseAsync;
        await ListAsync(old);
        Write("issuer.pem", "-----BEGIN");
        while (!service.Output.Any(line => line.Contains("New keys of tokens cannot be used", StringComparison.Ordinal))) await ListAsync(old);
        // Both at once while they change over, now in the other form.
        Write("issuer.pem", _issuer.PublicPem + "\n" + next.PublicPem);
        while (await IsRefusedAsync(() => ListAsync(renewed))) await ListAsync(old);
        await ListAsync(old);
        Write("issuer.pem", next.KeySet("2027"));
        while (!await IsRefusedAsync(() => ListAsync(old))) await ListAsync(renewed);
        await ListAsync(renewed);
    }

    [Fact]
    public async Task A_certificate_and_a_token_go_together()
    {
        (string Certificate, string Key, string Fingerprint) app = Authority.Sign("CN=app", isServer: false);
        await using RunningService service = await StartAsync(
            [.. Asking("optional"), "--Door:Clients:app:Fingerprints:0", app.Fingerprint, "--Door:Clients:app:ClientIds:0", "tests", .. Tokens()]);
        // The machine alone is held to what the configuration says of it, the token to its roles, and who has neither to nothing.
        var machine = new DecisionService.DecisionServiceClient(Connect(service, shows: app));
        var nobody = new DecisionService.DecisionServiceClient(Connect(service));
        Assert.Equal(Outcome.Approve, (await machine.DecideAsync(Requests.Clean("a-1"), cancellationToken: Cancellation)).Outcome);
        Metadata auditor = TokenIssuer.Bearing(_issuer.Token(roles: Role.Auditor));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => machine.DecideAsync(Requests.Clean("a-2"), auditor, cancellationToken: Cancellation).ResponseAsync));
        Assert.Single((await nobody.ListDecisionsAsync(new ListDecisionsRequest(), auditor, cancellationToken: Cancellation)).Decisions);
        Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => nobody.DecideAsync(Requests.Clean("a-3"), cancellationToken: Cancellation).ResponseAsync));
    }

    [Fact]
    public async Task Every_mistake_of_the_settings_is_told_at_the_start()
    {
        (int code, string output) = await RunningService.StartRefusedAsync(
            Home.Store, "--Door:Tokens:Issuer", "bank", "--Door:Tokens:ClockSkewSeconds", "301", "--Door:Tokens:RolesClaim", "");
        Assert.Equal(1, code);
        foreach (string setting in new[] { "Audience", "Keys", "ClockSkewSeconds", "RolesClaim" }) Assert.Contains($"setting Door:Tokens:{setting}: ", output);
        foreach (string keys in new[] { "", "{}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" })
        {
            (code, output) = await RunningService.StartRefusedAsync(Home.Store, "--Door:Tokens:Issuer", "bank", "--Door:Tokens:Audience", "credit", "--Door:Tokens:Keys", Write("keys", keys));
            Assert.Equal(1, code);
            Assert.Contains("setting Door:Tokens:Keys: ", output);
        }
    }

    private Task<RunningService> StartWithTokensAsync(params string[] more) => Home.StartAsync([.. Tokens(), .. more]);

    private string[] Tokens() => ["--Door:Tokens:Issuer", "bank", "--Door:Tokens:Audience", "credit", "--Door:Tokens:Keys", Write("issuer.pem", _issuer.PublicPem)];

    private static async Task<bool> IsRefusedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated)
        {
            return true;
        }
    }

    // Nothing is sent but an empty message: whoever is let in is told what is wrong with it, or is answered.
    private async Task<(StatusCode Code, string Detail)> CallAsync(RunningService service, MethodDescriptor method, string? token)
    {
        MethodType type = (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            _ => MethodType.DuplexStreaming,
        };
        var call = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Bytes, Bytes);
        var options = new CallOptions(token is null ? null : TokenIssuer.Bearing(token), cancellationToken: Cancellation);
        CallInvoker invoker = service.Channel.CreateCallInvoker();
        try
        {
            if (type == MethodType.Unary) await invoker.AsyncUnaryCall(call, null, options, []).ResponseAsync;
            else if (type == MethodType.ServerStreaming) await ReadAsync(invoker.AsyncServerStreamingCall(call, null, options, []).ResponseStream);
            else
            {
                using AsyncDuplexStreamingCall<byte[], byte[]> duplex = invoker.AsyncDuplexStreamingCall(call, null, options);
                await duplex.RequestStream.CompleteAsync();
                await ReadAsync(duplex.ResponseStream);
            }
            return (StatusCode.OK, "");
        }
        catch (RpcException refused)
        {
            return (refused.StatusCode, refused.Status.Detail);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<byte[]> stream)
    {
        while (await stream.MoveNext(Cancellation))
        {
        }
    }
}
