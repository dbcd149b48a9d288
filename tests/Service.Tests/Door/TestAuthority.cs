using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CreditDecision.Service.Tests.Door;

/// <summary>An authority of a test's own, and the certificates that it signs.</summary>
internal sealed class TestAuthority(string name)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static int _serial;

    private readonly X509Certificate2 _own = Root(name);

    public string Pem => _own.ExportCertificatePem();

    public X509Certificate2 Certificate => _own;

    /// <param name="validUntil">Before now for one that has expired.</param>
    public (string Certificate, string Key, string Fingerprint) Sign(string subject, bool isServer, DateTimeOffset? validUntil = null)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        if (isServer) request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(_own, Now.AddDays(-2), validUntil ?? Now.AddDays(2), BitConverter.GetBytes(Interlocked.Increment(ref _serial)));
        return (signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), signed.GetCertHashString(HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 Root(string name)
    {
        RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-3), Now.AddDays(3));
    }
}
