using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CreditDecision.Cli.Calls;

/// <summary>What a connection is secured with: the authority that is believed, and the certificate that is shown.</summary>
/// <param name="Authority">PEM file; null believes whom the machine believes.</param>
/// <param name="Certificate">PEM file; null shows none.</param>
/// <param name="Key">PEM file of the certificate's key.</param>
internal sealed record TlsFiles(string? Authority, string? Certificate, string? Key)
{
    /// <exception cref="Failure">A file cannot be read; it says which.</exception>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions();
        if (Authority is not null)
        {
            var authorities = new X509Certificate2Collection();
            Read(Authority, () => authorities.ImportFromPemFile(Authority));
            if (authorities.Count == 0) throw new Failure($"{Authority}: holds no certificate");
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            options.CertificateChainPolicy = policy;
        }
        if (Certificate is null) return options;
        if (Key is null) throw new Failure("--client-cert and --client-key go together", ExitCode.Usage);
        X509Certificate2? shown = null;
        Read(Certificate, () => shown = X509Certificate2.CreateFromPemFile(Certificate, Key));
        using (shown) options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(shown!.Export(X509ContentType.Pkcs12), null)];
        return options;
    }

    private static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new Failure($"{file}: {problem.Message}");
        }
    }
}
