using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CreditDecision.Service.Door;

/// <summary>A client that showed a certificate.</summary>
/// <param name="Name">As the configuration names it.</param>
/// <param name="ClientIds">The <c>client_id</c>s that it may use.</param>
/// <param name="Services">The services that it may call.</param>
internal sealed record ClientIdentity(string Name, FrozenSet<string> ClientIds, FrozenSet<string> Services)
{
    public const string Everything = "*";

    /// <summary>Whether it may call all services, and read every client's applications.</summary>
    public bool MayAll => Services.Contains(Everything);

    /// <param name="service">Without its package.</param>
    public bool MayCall(string service) => MayAll || Services.Contains(service);

    public bool MayUse(string clientId) => MayAll || ClientIds.Contains(clientId);
}

/// <summary>Who the clients are that show certificates. Immutable.</summary>
internal sealed class ClientDirectory
{
    private const string Usual = "DecisionService";

    private readonly FrozenDictionary<string, ClientIdentity> _byFingerprint;
    private readonly FrozenDictionary<string, ClientIdentity> _bySubject;

    public ClientDirectory(DoorOptions options)
    {
        var byFingerprint = new Dictionary<string, ClientIdentity>(StringComparer.OrdinalIgnoreCase);
        var bySubject = new Dictionary<string, ClientIdentity>(StringComparer.Ordinal);
        foreach ((string name, ClientOptions client) in options.Clients)
        {
            string[] services = client.Services.Length > 0 ? client.Services : [Usual];
            var identity = new ClientIdentity(name, client.ClientIds.ToFrozenSet(StringComparer.Ordinal), services.ToFrozenSet(StringComparer.Ordinal));
            foreach (string fingerprint in client.Fingerprints) byFingerprint[Plain(fingerprint)] = identity;
            if (client.Subject.Length > 0) bySubject[client.Subject] = identity;
        }
        (_byFingerprint, _bySubject) = (byFingerprint.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), bySubject.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <returns>Null where the certificate is nobody's.</returns>
    public ClientIdentity? Find(X509Certificate2 certificate) =>
        _byFingerprint.GetValueOrDefault(certificate.GetCertHashString(HashAlgorithmName.SHA256)) ?? _bySubject.GetValueOrDefault(certificate.Subject);

    /// <summary>Mistakes of the configuration, each with its setting.</summary>
    public static IEnumerable<string> Problems(DoorOptions options)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, ClientOptions client) in options.Clients)
        {
            if (client.Fingerprints.Length == 0 && client.Subject.Length == 0) yield return $"setting Door:Clients:{name}: needs Fingerprints or a Subject";
            if (client.ClientIds.Length == 0 && !client.Services.Contains("*")) yield return $"setting Door:Clients:{name}:ClientIds: must name what it may use, or Services must be *";
            foreach (string fingerprint in client.Fingerprints)
                if (Plain(fingerprint) is var hex && (hex.Length != 64 || !hex.All(char.IsAsciiHexDigit)))
                    yield return $"setting Door:Clients:{name}:Fingerprints: \"{fingerprint}\" is no SHA-256 in hex";
            foreach (string shown in client.Fingerprints.Select(Plain).Append(client.Subject).Where(shown => shown.Length > 0))
                if (!owners.TryAdd(shown, name)) yield return $"setting Door:Clients:{name}: \"{shown}\" is {owners[shown]}'s already";
        }
    }

    // Written with colons as often as without.
    private static string Plain(string fingerprint) => fingerprint.Replace(":", "", StringComparison.Ordinal);
}
