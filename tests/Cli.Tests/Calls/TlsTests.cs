using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CreditDecision.Cli.Tests.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditDecision.Cli.Tests.Calls;

/// <summary>Commands against a service that shows a certificate and asks for one.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creditctl-tls-");
    private WebApplication? _service;
    private string _address = "", _thumbprint = "";

    public async ValueTask InitializeAsync()
    {
        X509Certificate2 server = Make("server", isServer: true);
        _thumbprint = Make("client", isServer: false).Thumbprint;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = server;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == _thumbprint;
            });
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<ScriptedHealth>();
        _service = builder.Build();
        _service.MapGrpcService<ScriptedHealth>();
        await _service.StartAsync();
        _address = _service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_service_is_believed_by_its_authority_and_shown_a_certificate()
    {
        string[] shown = ["--client-cert", At("client.pem"), "--client-key", At("client.key")];
        Assert.Equal(0, (await RunAsync(["--ca-file", At("server.pem"), .. shown])).ExitCode);
        // Nobody that the machine knows has signed it; and without a certificate the service ends the connection.
        Assert.Equal(1, (await RunAsync(shown)).ExitCode);
        Assert.Equal(1, (await RunAsync(["--ca-file", At("server.pem")])).ExitCode);
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_named()
    {
        File.WriteAllText(At("empty.pem"), "nothing");
        CommandResult empty = await RunAsync(["--ca-file", At("empty.pem")]);
        Assert.Contains("empty.pem: holds no certificate", empty.Error);
        CommandResult missing = await RunAsync(["--ca-file", At("missing.pem")]);
        Assert.Contains("missing.pem", missing.Error);
        CommandResult broken = await RunAsync(["--client-cert", At("empty.pem"), "--client-key", At("client.key")]);
        Assert.Contains("empty.pem:", broken.Error);
        CommandResult half = await RunAsync(["--client-cert", At("client.pem")]);
        Assert.Contains("go together", half.Error);
        Assert.Equal((1, 1, 1), (empty.ExitCode, missing.ExitCode, broken.ExitCode));
        Assert.Equal(2, half.ExitCode);
    }

    private string At(string file) => Path.Combine(_folder.FullName, file);

    private Task<CommandResult> RunAsync(string[] more) => CommandHost.RunBareAsync(["health", "--server", _address, .. more]);

    private X509Certificate2 Make(string name, bool isServer)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        if (isServer) request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(At($"{name}.pem"), made.ExportCertificatePem());
        File.WriteAllText(At($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
