using System.Net.Security;
using System.Text.Json.Nodes;
using CreditDecision.Core.Values;
using CreditDecision.GrpcJs;
using CreditDecision.Service.Door;
using CreditDecision.Service.Faults;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace CreditDecision.Service.Tests.Door;

/// <summary>Who comes in over real connections, and who does not.</summary>
public sealed class DoorTests : DoorTest
{
    [Fact]
    public async Task Decisions_are_made_over_tls_and_a_client_that_believes_anotherAuthority_stays_away()
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
        (string certificate, string key, _) = Authority.Sign("CN=127.0.0.1", isServer: true);
        File.WriteAllText(Home.Folder.At("server.pem"), certificate);
        while (!service.Output.Any(line => line.Contains("New certificates cannot be used", StringComparison.Ordinal))) await Decide(old);
        Assert.Equal(first, await ShownAsync(service));
        File.WriteAllText(Home.Folder.At("server.key"), key);
        while (await ShownAsync(service) == first) await Decide(old);
        await Decide(old);
        await Decide(Connect(service));
    }

    [Fact]
    public async Task A_client_is_known_by_its_certificate_and_may_use_its_own_client_ids_alone()
    {
        (string Certificate, string Key, string Fingerprint) app = Authority.Sign("CN=app", isServer: false), desk = Authority.Sign("CN=desk, O=Bank", isServer: false);
        await using RunningService service = await StartAsync(
            [.. Asking("required"), "--Door:Clients:app:Fingerprints:0", app.Fingerprint, "--Door:Clients:app:ClientIds:0", "tests",
            "--Door:Clients:desk:Subject", "CN=desk, O=Bank", "--Door:Clients:desk:Services:0", "*"]);
        GrpcChannel asApp = Connect(service, shows: app), asDesk = Connect(service, shows: desk);
        Decision decision = await DecideAsync(asApp, "a-1");
        Assert.Equal(Outcome.Approve, decision.Outcome);
        DecideRequest foreign = Requests.Clean("a-2");
        foreign.ClientId = "others";
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => new DecisionService.DecisionServiceClient(asApp).DecideAsync(foreign, cancellationToken: Cancellation).ResponseAsync));
        Decision others = await new DecisionService.DecisionServiceClient(asDesk).DecideAsync(foreign, cancellationToken: Cancellation);
        // It reads its own and not another's, by id, by name and in lists.
        var reading = new DecisionService.DecisionServiceClient(asApp);
        Assert.Equal(decision, await reading.GetDecisionAsync(new GetDecisionRequest { DecisionId = decision.DecisionId }, cancellationToken: Cancellation));
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => reading.GetDecisionAsync(new GetDecisionRequest { DecisionId = others.DecisionId }, cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => reading.GetDecisionAsync(new GetDecisionRequest { ClientId = "others", ApplicationId = "a-2" }, cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => reading.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5 }, cancellationToken: Cancellation).ResponseAsync));
        Assert.Single((await reading.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5, ClientId = "tests" }, cancellationToken: Cancellation)).Decisions);
        Assert.Equal(2, (await new DecisionService.DecisionServiceClient(asDesk).ListDecisionsAsync(new ListDecisionsRequest { PageSize = 5 }, cancellationToken: Cancellation)).Decisions.Count);
        // Services beyond the decisions are for who is said to have them.
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => new AuditService.AuditServiceClient(asApp).GetHeadAsync(new GetHeadRequest(), cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(async () => await new ReplayService.ReplayServiceClient(asApp).Replay(new ReplayRequest(), cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation)));
        await new AuditService.AuditServiceClient(asDesk).GetHeadAsync(new GetHeadRequest(), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Certificates_that_are_strange_expired_or_missing_do_not_come_in()
    {
        (string Certificate, string Key, string Fingerprint) known = Authority.Sign("CN=app", isServer: false), unknown = Authority.Sign("CN=unknown", isServer: false),
            expired = Authority.Sign("CN=app", isServer: false, TimeProvider.System.GetUtcNow().AddDays(-1)), foreign = new TestAuthority("other").Sign("CN=app", isServer: false);
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
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Grpc.Health.V1.Health.HealthClient(anonymous).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation)).Status);
        await DecideAsync(Connect(optional, shows: known), "a-5");
    }

    [Fact]
    public async Task Calls_without_tls_from_other_machines_are_taken_only_where_that_is_said_and_then_told_loudly()
    {
        (int exitCode, string output) = await RunningService.StartRefusedAsync(Home.Store, "--urls", "http://0.0.0.0:0");
        Assert.Equal(1, exitCode);
        Assert.Contains("setting urls: http://0.0.0.0:0 takes calls without TLS from other machines", output);
        (exitCode, output) = await RunningService.StartRefusedAsync(Home.Store, "--urls", "https://127.0.0.1:0");
        Assert.Equal(1, exitCode);
        Assert.Contains("setting Door:Certificate: is required", output);
        await using RunningService open = await Home.StartAsync("--urls", "http://0.0.0.0:0", "--Door:AllowPlaintext", "true");
        Assert.Single(open.Output, line => line.Contains("http://0.0.0.0:0 takes calls WITHOUT TLS from other machines", StringComparison.Ordinal));
        using var other = new ServiceHome();
        await using RunningService loopback = await other.StartAsync("--Door:AllowPlaintext", "true");
        Assert.DoesNotContain(loopback.Output, line => line.Contains("WITHOUT TLS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mistakes_of_the_settings_are_named_together()
    {
        (_, string output) = await RunningService.StartRefusedAsync(
            Home.Store, "--Door:ClientCertificates", "required", "--Door:Clients:app:Fingerprints:0", "xyz", "--Limits:PerClient:Rate", "-1", "--Kestrel:Endpoints:x:Url", "http://*:1");
        foreach (string problem in new[]
        {
            "setting Door:ClientAuthorities: is required", "setting Door:Clients:app:ClientIds: must name", "Fingerprints: \"xyz\" is no SHA-256", "is not https, and clients are known",
            "setting Limits:PerClient: Rate", "setting Kestrel:Endpoints: is not taken",
        })
            Assert.Contains(problem, output);
    }

    [Fact]
    public async Task Settings_that_would_do_nothing_are_refused()
    {
        (_, string output) = await RunningService.StartRefusedAsync(
            Home.Store, "--urls", "127.0.0.1:5000", "--Limits:PerClient:Rate", "1000", "--Limits:PerClient:Burst", "5");
        Assert.Contains("setting urls: \"127.0.0.1:5000\" is no address", output);
        Assert.Contains("setting Limits:PerClient:Burst: must be at least a tenth of Rate", output);
        string[] app = [.. Asking("required"), .. Server(), "--Door:Clients:app:Subject", "CN=app", "--Door:Clients:app:ClientIds:0", "tests"];
        (_, output) = await RunningService.StartRefusedAsync(Home.Store, [.. app, "--Limits:Clients:tests:Rate", "5"]);
        Assert.Contains("setting Limits:Clients:tests: is no client of Door:Clients", output);
        (_, output) = await RunningService.StartRefusedAsync(Home.Store, [.. app, "--Door:Clients:app:Services:0", "DecisonService"]);
        Assert.Contains("setting Door:Clients:app:Services: \"DecisonService\" is not served; there are ", output);
        Assert.Contains("ReplayService", output);
    }

    [Fact]
    public async Task Replays_and_simulations_are_of_the_clients_own_applications()
    {
        (string Certificate, string Key, string) app = Authority.Sign("CN=app", isServer: false), desk = Authority.Sign("CN=desk", isServer: false);
        await using RunningService service = await StartAsync(
            [.. Asking("required"), "--Door:Clients:app:Subject", "CN=app", "--Door:Clients:app:ClientIds:0", "tests", "--Door:Clients:app:Services:0", "ReplayService",
            "--Door:Clients:desk:Subject", "CN=desk", "--Door:Clients:desk:Services:0", "*"]);
        DecideRequest foreign = Requests.Clean("a-2");
        foreign.ClientId = "others";
        await DecideAsync(Connect(service, shows: desk), "a-1");
        Decision others = await new DecisionService.DecisionServiceClient(Connect(service, shows: desk)).DecideAsync(foreign, cancellationToken: Cancellation);
        // It has what it is given, and not what others have who are given nothing.
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => DecideAsync(Connect(service, shows: app), "a-3")));
        var asApp = new ReplayService.ReplayServiceClient(Connect(service, shows: app));
        var asDesk = new ReplayService.ReplayServiceClient(Connect(service, shows: desk));
        async Task Replay(ReplayService.ReplayServiceClient client, ReplayRequest request)
        {
            using AsyncServerStreamingCall<ReplayProgress> call = client.Replay(request, cancellationToken: Cancellation);
            while (await call.ResponseStream.MoveNext(Cancellation)) Assert.NotNull(call.ResponseStream.Current);
        }
        await Replay(asApp, new ReplayRequest { ClientId = "tests", ApplicationId = "a-1" });
        await Replay(asDesk, new ReplayRequest { DecisionId = others.DecisionId });
        foreach (ReplayRequest denied in new[] { new ReplayRequest(), new ReplayRequest { DecisionId = others.DecisionId }, new ReplayRequest { ClientId = "others", ApplicationId = "a-2" } })
            Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => Replay(asApp, denied)));
        await asApp.SimulateAsync(new SimulateRequest { Application = Requests.Clean("s-1") }, cancellationToken: Cancellation);
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => asApp.SimulateAsync(new SimulateRequest { Application = foreign }, cancellationToken: Cancellation).ResponseAsync));
    }

    [Fact]
    public async Task A_record_of_another_client_ends_its_stream_before_it_is_looked_at()
    {
        await using RunningService service = await StartAsync([
            .. Asking("required"), "--Door:Clients:feed:Subject", "CN=feed", "--Door:Clients:feed:ClientIds:0", "feed-1", "--Door:Clients:feed:Services:0", "RiskDataService"]);
        var client = new RiskDataService.RiskDataServiceClient(Connect(service, shows: Authority.Sign("CN=feed", isServer: false)));
        static PutFeaturesRequest Put(string from, string record) => new() { ClientId = from, RecordId = record, IdNumber = Requests.IdNumber(1), Source = "s", Features = { Requests.Clean("a").Features[0] } };
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => client.PutFeaturesAsync(Put("feed-2", "r"), cancellationToken: Cancellation).ResponseAsync));
        using AsyncDuplexStreamingCall<PutFeaturesRequest, StreamFeaturesResponse> call = client.StreamFeatures(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(Put("feed-1", "mine"), Cancellation);
        await call.RequestStream.WriteAsync(Put("feed-2", "foreign"), Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(1, call.ResponseStream.Current.Kept.Version);
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => call.ResponseStream.MoveNext(Cancellation)));
        Assert.Equal(1L, Home.One("SELECT count(*) FROM risk_records"));
    }

    [Fact]
    public async Task How_a_loan_went_is_put_and_seen_by_its_own_client_only()
    {
        await using RunningService service = await StartAsync([
            .. Asking("required"), .. Client("app", "tests"), .. Client("other", "others"), "--Door:Clients:app:Services:1", "DecisionService"]);
        Decision decision = await DecideAsync(Connect(service, shows: Authority.Sign("CN=app", isServer: false)), "a-1");
        var own = new RiskDataService.RiskDataServiceClient(Connect(service, shows: Authority.Sign("CN=app", isServer: false)));
        var other = new RiskDataService.RiskDataServiceClient(Connect(service, shows: Authority.Sign("CN=other", isServer: false)));
        PutPerformanceRequest Put(string from, string of) => new()
        {
            ClientId = from, RecordId = "r", ApplicationClientId = of, ApplicationId = "a-1",
            Observation = new LoanObservation { AsOf = BeijingTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("O") },
        };
        // Neither another's loan, nor in another's name, nor a loan of which it cannot be told whose it is.
        foreach (PutPerformanceRequest denied in new[] { Put("others", "tests"), Put("tests", "others"), new PutPerformanceRequest { ClientId = "others", RecordId = "r", DecisionId = decision.DecisionId } })
            Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => other.PutPerformanceAsync(denied, cancellationToken: Cancellation).ResponseAsync));
        await own.PutPerformanceAsync(Put("tests", "tests"), cancellationToken: Cancellation);
        var byId = new GetPerformanceRequest { DecisionId = decision.DecisionId };
        Assert.Equal(LoanStatus.NotDrawn, (await own.GetPerformanceAsync(byId, cancellationToken: Cancellation)).Status);
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => other.GetPerformanceAsync(byId, cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(
            () => other.GetPerformanceAsync(new GetPerformanceRequest { ClientId = "tests", ApplicationId = "a-1" }, cancellationToken: Cancellation).ResponseAsync));

        static string[] Client(string name, string clientId) =>
            [$"--Door:Clients:{name}:Subject", $"CN={name}", $"--Door:Clients:{name}:ClientIds:0", clientId, $"--Door:Clients:{name}:Services:0", "RiskDataService"];
    }

    [Fact]
    public void Every_shape_of_call_goes_through_the_door_and_its_failures_are_told() =>
        // A shape that is not taken over there passes unasked.
        Assert.All(
            typeof(Interceptor).GetMethods().Where(method => method.Name.EndsWith("ServerHandler", StringComparison.Ordinal)),
            shape =>
            {
                Assert.Equal(typeof(DoorInterceptor), typeof(DoorInterceptor).GetMethod(shape.Name)!.DeclaringType);
                Assert.Equal(typeof(FaultInterceptor), typeof(FaultInterceptor).GetMethod(shape.Name)!.DeclaringType);
            });

    [Fact]
    public async Task A_frontend_in_JavaScript_shows_its_certificate_and_gets_decisions()
    {
        (string certificate, string key, _) = Authority.Sign("CN=app", isServer: false);
        await using RunningService service = await StartAsync([.. Asking("required"), "--Door:Clients:app:Subject", "CN=app", "--Door:Clients:app:Services:0", "*"]);
        JsonNode seen = JsonNode.Parse(await NodeScript.RunAsync(
            "decisions.js",
            [new Uri(service.Address).Authority, Write("authority.pem", Authority.Pem), Write("client.pem", certificate), Write("client.key", key)],
            GrpcJsTests.Asked("js-1")))!;
        Assert.Equal("OUTCOME_APPROVE", (string?)seen["outcome"]);
        Assert.Equal("SERVING", (string?)seen["health"]);
    }

    [Fact]
    public async Task A_client_over_its_limits_is_told_when_to_come_again_and_others_go_on()
    {
        await using RunningService service = await Home.StartAsync("--Limits:PerClient:Rate", "1", "--Limits:PerClient:Burst", "5", "--Limits:Clients:big:Rate", "0");
        var statuses = new List<StatusCode>();
        RpcException? over = null;
        for (int i = 0; over is null; i++)
        {
            try
            {
                await service.Client.DecideAsync(Requests.Clean($"a-{i}", i), cancellationToken: Cancellation);
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
            await service.Client.DecideAsync(big, cancellationToken: Cancellation);
        }
    }

    // The fingerprint of what a new connection is shown.
    private async Task<string> ShownAsync(RunningService service)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(service.Address).Port, Cancellation);
        await using var tls = new SslStream(client.GetStream());
        SslClientAuthenticationOptions options = Options(null, null);
        options.TargetHost = "127.0.0.1";
        options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        await tls.AuthenticateAsClientAsync(options, Cancellation);
        return tls.RemoteCertificate!.GetCertHashString();
    }
}
