using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Door;

/// <summary>
/// The certificates of the service and of the authorities that it believes, read again when their files change. A connection keeps what it was
/// made with. What cannot be read leaves the last good ones in use.
/// </summary>
internal sealed class ServerCertificates : BackgroundService
{
    private readonly DoorOptions _options;
    private readonly DoorLog _log;
    private readonly TimeProvider _time;
    private volatile Loaded _loaded;

    /// <exception cref="StartRefusedException">They cannot be read.</exception>
    public ServerCertificates(DoorOptions options, DoorLog log, TimeProvider time)
    {
        (_options, _log, _time) = (options, log, time);
        try
        {
            _loaded = Load(Contents());
        }
        catch (Exception problem) when (IsOfFiles(problem))
        {
            throw new StartRefusedException([$"setting Door: the certificates cannot be read: {problem.Message}"]);
        }
    }

    /// <summary>What a new connection shows.</summary>
    public SslStreamCertificateContext Current => _loaded.Context;

    /// <summary>Whether a client's certificate leads to an authority that is believed, and holds now.</summary>
    public bool Believes(X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_loaded.Authorities);
        // Who is no client any more is taken out of Door:Clients; lists of revoked certificates are not asked for.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain.Build(client);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_options.ReloadSeconds), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Reload();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private void Reload()
    {
        try
        {
            string contents = Contents();
            if (contents == _loaded.Contents) return;
            _loaded = Load(contents);
            _log.CertificatesTaken(_loaded.Context.TargetCertificate.Subject, _loaded.Context.TargetCertificate.NotAfter);
        }
        catch (Exception problem) when (IsOfFiles(problem))
        {
            // Half-copied files look like this too; the next look finds them whole.
            _log.CertificatesRefused(problem);
        }
    }

    private string Contents() => string.Join('\n', new[] { _options.Certificate, _options.CertificateKey, _options.ClientAuthorities }
        .Where(file => file.Length > 0).Select(File.ReadAllText));

    private Loaded Load(string contents)
    {
        using X509Certificate2 read = _options.CertificateKeyPassword.Length > 0
            ? X509Certificate2.CreateFromEncryptedPemFile(_options.Certificate, _options.CertificateKeyPassword, _options.CertificateKey)
            : X509Certificate2.CreateFromPemFile(_options.Certificate, _options.CertificateKey);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_options.Certificate);
        var authorities = new X509Certificate2Collection();
        if (_options.ClientAuthorities.Length > 0) authorities.ImportFromPemFile(_options.ClientAuthorities);
        if (_options.ClientAuthorities.Length > 0 && authorities.Count == 0) throw new CryptographicException($"{_options.ClientAuthorities} holds no certificate.");
        // A key that lives in memory alone serves only after it has gone through this form.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        return new Loaded(contents, SslStreamCertificateContext.Create(own, chain, offline: true), authorities);
    }

    private static bool IsOfFiles(Exception problem) => problem is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private sealed record Loaded(string Contents, SslStreamCertificateContext Context, X509Certificate2Collection Authorities);
}
