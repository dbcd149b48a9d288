namespace CreditDecision.Service.Door;

internal sealed partial class DoorLog(ILogger<DoorLog> log)
{
    [LoggerMessage(80, LogLevel.Warning, "{Address} takes calls WITHOUT TLS from other machines: whoever reaches it reads and sends personal data. Door:AllowPlaintext says so")]
    public partial void Plaintext(string address);

    [LoggerMessage(81, LogLevel.Information, "New connections show the certificate {Subject}, which holds until {NotAfter}")]
    public partial void CertificatesTaken(string subject, DateTime notAfter);

    [LoggerMessage(82, LogLevel.Error, "New certificates cannot be used; the last ones stay in use")]
    public partial void CertificatesRefused(Exception problem);

    [LoggerMessage(83, LogLevel.Information, "Tokens are checked with {Count} new keys")]
    public partial void TokenKeysTaken(int count);

    [LoggerMessage(84, LogLevel.Error, "New keys of tokens cannot be used; the last ones stay in use")]
    public partial void TokenKeysRefused(Exception problem);
}
