using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace CreditDecision.Service.Tests.Door;

/// <summary>Who comes in over real connections, and who does not.</summary>
public sealed class DoorTests : IDisposable
{
    private readonly ServiceHome _home = new();
    private readonly TestAuthority _authority = new("bank");
    private readonly List<IDisposable> _open = [];
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (IDisposable open in _open) open.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Decisions_are_made_over_tls_and_a_client_that_believes_another_authority_stays_away()
    {
        await using RunningService service = await StartAsync();
        Assert.StartsWith("https://", service.Address);
        Assert.Equal(Outcome.Approve, (await DecideAsync(Connect(service), "a-1")).Outcome);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => DecideAsync(Connect(service, believes: new TestAuthority("other")), "a-2"));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task A_new_certificate_is_shown_to_new_connections_while_old_ones_go_on()
    {
        await using RunningService service = await StartAsync("--Door:ReloadSeconds", "1");
        GrpcChannel old = Connect(service);
        int decided = 0;
        Task Decide(GrpcChannel channel) => DecideAsync(channel, $"a-{decided++}");
        await Decide(old);
        string first = await ShownAsync(service);
        // Half of a pair: refused, and the last one stays.
        (string certificate, string key, _) = _authority.Sign("CN=127.0.0.1", isServer: true);
        File.WriteAllText(_home.Folder.At("server.pem"), certificate);
        while (!service.Output.Any(line => line.Contains("New certificates cannot be used", StringComparison.Ordinal))) await Decide(old);
        Assert.Equal(first, await ShownAsync(service));
        File.WriteAllText(_home.Folder.At("server.key"), key);
        while (await ShownAsync(service) == first) await Decide(old);
        await Decide(old);
        await Decide(Connect(service));
    }

    [Fact]
    public async Task A_client_is_known_by_its_certificate_and_may_use_its_own_client_ids_alone()
    {
        (string Certificate, string Key, string Fingerprint) app = _authority.Sign("CN=app", isServer: false), desk = _authority.Sign("CN=desk, O=Bank", isServer: false);
        await using RunningService service = await StartAsync(
            [.. Asking("required"), "--Door:Clients:app:Fingerprints:0", app.Fingerprint, "--Door:Clients:app:ClientIds:0", "tests",
            "--Door:Clients:desk:Subject", "CN=desk, O=Bank", "--Door:Clients:desk:Services:0", "*"]);
        GrpcChannel asApp = Connect(service, shows: app), asDesk = Connect(service, shows: desk);
        Decision decision = await DecideAsync(asApp, "a-1");
        Assert.Equal(Outcome.Approve, decision.Outcome);
        DecideRequest foreign = Requests.Clean("a-2");
        foreign.ClientId = "others";
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => new DecisionService.DecisionServiceClient(asApp).DecideAsync(foreign, cancellationToken: _cancellation).ResponseAsync));
        Decision others = await new DecisionService.DecisionServiceClient(asDesk).DecideAsync(foreign, cancellationToken: _cancellation);
        // It reads its own and not another's, by id, by name and in lists.
        var reading = new DecisionService.DecisionServiceClient(asApp);
        Assert.Equal(decision, await reading.GetDecisionAsync(new GetDecisionRequest { DecisionId = decision.DecisionId }, cancellationToken: _cancellation));
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => reading.GetDecisionAsync(new GetDecisionRequest { DecisionId = others.DecisionId }, cancellationToken: _cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => reading.GetDecisionAsync(new GetDecisionRequest { ClientId = "others", ApplicationId = "a-2" }, cancellationToken: _cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => reading.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5 }, cancellationToken: _cancellation).ResponseAsync));
        Assert.Single((await reading.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5, ClientId = "tests" }, cancellationToken: _cancellation)).Decisions);
        Assert.Equal(2, (await new DecisionService.DecisionServiceClient(asDesk).ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5 }, cancellationToken: _cancellation)).Decisions.Count);
        // Services beyond the decisions are for who is said to have them.
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => new AuditService.AuditServiceClient(asApp).GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(async () => await new ReplayService.ReplayServiceClient(asApp).Replay(new ReplayRequest(), cancellationToken: _cancellation).ResponseStream.MoveNext(_cancellation)));
        await new AuditService.AuditServiceClient(asDesk).GetHeadAsync(new GetHeadRequest(), cancellationToken: _cancellation);
    }

    [Fact]
    public async Task Certificates_that_are_strange_expired_or_missing_do_not_come_in()
    {
        (string Certificate, string Key, string Fingerprint) known = _authority.Sign("CN=app", isServer: false), unknown = _authority.Sign("CN=unknown", isServer: false),
            expired = _authority.Sign("CN=app", isServer: false, TimeProvider.System.GetUtcNow().AddDays(-1)), foreign = new TestAuthority("other").Sign("CN=app", isServer: false);
        string[] clients = ["--Door:Clients:app:Subject", "CN=app", "--Door:Clients:app:ClientIds:0", "tests"];
        await using (RunningService service = await StartAsync([.. Asking("required"), .. clients]))
        {
            await DecideAsync(Connect(service, shows: known), "a-1");
            Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => DecideAsync(Connect(service, shows: unknown), "a-2")));
            foreach ((string, string, string)? shown in new (string, string, string)?[] { expired, foreign, null })
                Assert.Equal(StatusCode.Unavailable, await StatusAsync(() => DecideAsync(Connect(service, shows: shown), "a-3")));
        }
        await using RunningService optional = await StartAsync([.. Asking("optional"), .. clients]);
        GrpcChannel anonymous = Connect(optional);
        Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => DecideAsync(anonymous, "a-4")));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Grpc.Health.V1.Health.HealthClient(anonymous).CheckAsync(new HealthCheckRequest(), cancellationToken: _cancellation)).Status);
        await DecideAsync(Connect(optional, shows: known), "a-5");
    }

    [Fact]
    public async Task Calls_without_tls_from_other_machines_are_taken_only_where_that_is_said_and_then_told_loudly()
    {
        (int exitCode, string output) = await RunningService.StartRefusedAsync(_home.Store, "--urls", "http://0.0.0.0:0");
        Assert.Equal(1, exitCode);
        Assert.Contains("setting urls: http://0.0.0.0:0 takes calls without TLS from other machines", output);
        (exitCode, output) = await RunningService.StartRefusedAsync(_home.Store, "--urls", "https://127.0.0.1:0");
        Assert.Equal(1, exitCode);
        Assert.Contains("setting Door:Certificate: is required", output);
    }

    [Fact]
    public async Task Mistakes_of_the_settings_are_named_together()
    {
        (_, string output) = await RunningService.StartRefusedAsync(
            _home.Store, "--Door:ClientCertificates", "required", "--Door:Clients:app:Fingerprints:0", "xyz", "--Limits:PerClient:Rate", "-1", "--Kestrel:Endpoints:x:Url", "http://*:1");
        foreach (string problem in new[]
        {
            "setting Door:ClientAuthorities: is required", "setting Door:Clients:app:ClientIds: must name", "Fingerprints: \"xyz\" is no SHA-256", "is not https, and clients are known",
            "setting Limits:PerClient: Rate", "setting Kestrel:Endpoints: is not taken",
        })
            Assert.Contains(problem, output);
    }

    [Fact]
    public async Task A_client_over_its_limits_is_told_when_to_come_again_and_others_go_on()
    {
        await using RunningService service = await _home.StartAsync("--Limits:PerClient:Rate", "1", "--Limits:PerClient:Burst", "5", "--Limits:Clients:big:Rate", "0");
        var statuses = new List<StatusCode>();
        RpcException? over = null;
        for (int i = 0; over is null; i++)
        {
            try
            {
                await service.Client.DecideAsync(Requests.Clean($"a-{i}", i), cancellationToken: _cancellation);
                statuses.Add(StatusCode.OK);
            }
            catch (RpcException refused)
            {
                over = refused;
            }
        }
        Assert.InRange(statuses.Count, 5, 20);
        Assert.Equal(StatusCode.ResourceExhausted, over.StatusCode);
        Google.Rpc.Status details = Google.Rpc.Status.Parser.ParseFrom(over.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.True(details.Details.Single().Unpack<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        for (int i = 0; i < 30; i++)
        {
            DecideRequest big = Requests.Clean($"b-{i}", 1_000 + i);
            big.ClientId = "big";
            await service.Client.DecideAsync(big, cancellationToken: _cancellation);
        }
    }

    private string[] Asking(string whether) => ["--Door:ClientCertificates", whether, "--Door:ClientAuthorities", Write("authority.pem", _authority.Pem)];

    private Task<RunningService> StartAsync(params string[] more)
    {
        (string certificate, string key, _) = _authority.Sign("CN=127.0.0.1", isServer: true);
        return _home.StartAsync(
            ["--urls", "https://127.0.0.1:0", "--Door:Certificate", Write("server.pem", certificate), "--Door:CertificateKey", Write("server.key", key), .. more]);
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(_home.Folder.At(name), content);
        return _home.Folder.At(name);
    }

    private GrpcChannel Connect(RunningService service, TestAuthority? believes = null, (string Certificate, string Key, string)? shows = null)
    {
        GrpcChannel channel = GrpcChannel.ForAddress(service.Address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { SslOptions = Options(believes, shows) } });
        _open.Add(channel);
        return channel;
    }

    private SslClientAuthenticationOptions Options(TestAuthority? believes, (string Certificate, string Key, string)? shows)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add((believes ?? _authority).Certificate);
        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (shows is { } shown)
        {
            using var pem = X509Certificate2.CreateFromPem(shown.Certificate, shown.Key);
            options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        }
        return options;
    }

    // The fingerprint of what a new connection is shown.
    private async Task<string> ShownAsync(RunningService service)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(service.Address).Port, _cancellation);
        await using var tls = new SslStream(client.GetStream());
        SslClientAuthenticationOptions options = Options(null, null);
        options.TargetHost = "127.0.0.1";
        options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        await tls.AuthenticateAsClientAsync(options, _cancellation);
        return tls.RemoteCertificate!.GetCertHashString();
    }

    private async Task<Decision> DecideAsync(GrpcChannel channel, string application) =>
        await new DecisionService.DecisionServiceClient(channel).DecideAsync(Requests.Clean(application), cancellationToken: _cancellation);

    private static async Task<StatusCode> StatusAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<RpcException>(call)).StatusCode;
}
