using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CreditDecision.Service.Tests.Door;

/// <summary>A service behind TLS, an authority, and clients that show its certificates.</summary>
public abstract class DoorTest : IDisposable
{
    private readonly List<IDisposable> _open = [];

    private protected ServiceHome Home { get; } = new();

    private protected TestAuthority Authority { get; } = new("bank");

    private protected CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (IDisposable open in _open) open.Dispose();
        Home.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string[] Asking(string whether) => ["--Door:ClientCertificates", whether, "--Door:ClientAuthorities", Write("authority.pem", Authority.Pem)];

    private protected Task<RunningService> StartAsync(params string[] more) => Home.StartAsync([.. Server(), .. more]);

    private protected string[] Server()
    {
        (string certificate, string key, _) = Authority.Sign("CN=127.0.0.1", isServer: true);
        return ["--urls", "https://127.0.0.1:0", "--Door:Certificate", Write("server.pem", certificate), "--Door:CertificateKey", Write("server.key", key)];
    }

    private protected string Write(string name, string content)
    {
        File.WriteAllText(Home.Folder.At(name), content);
        return Home.Folder.At(name);
    }

    private protected GrpcChannel Connect(RunningService service, TestAuthority? believes = null, (string Certificate, string Key, string)? shows = null)
    {
        GrpcChannel channel = GrpcChannel.ForAddress(service.Address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { SslOptions = Options(believes, shows) } });
        _open.Add(channel);
        return channel;
    }

    private protected SslClientAuthenticationOptions Options(TestAuthority? believes, (string Certificate, string Key, string)? shows)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add((believes ?? Authority).Certificate);
        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (shows is { } shown)
        {
            using var pem = X509Certificate2.CreateFromPem(shown.Certificate, shown.Key);
            options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        }
        return options;
    }

    private protected async Task<Decision> DecideAsync(GrpcChannel channel, string application) =>
        await new DecisionService.DecisionServiceClient(channel).DecideAsync(Requests.Clean(application), cancellationToken: Cancellation);

    private protected static async Task<StatusCode> StatusAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<RpcException>(call)).StatusCode;
}
