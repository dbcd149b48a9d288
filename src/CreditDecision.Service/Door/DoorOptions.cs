using CreditDecision.Service.Door.Tokens;

namespace CreditDecision.Service.Door;

/// <summary>Configuration section <c>Door</c>: who may come in, and how. Addresses are <c>urls</c>.</summary>
public sealed class DoorOptions
{
    /// <summary>PEM file with the service's certificate, and behind it those that lead to its authority. Needed where an address is https.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>PEM file with its private key.</summary>
    public string CertificateKey { get; set; } = "";

    /// <summary>Where the key is encrypted.</summary>
    public string CertificateKeyPassword { get; set; } = "";

    /// <summary>How often the files are looked at for new ones.</summary>
    public int ReloadSeconds { get; set; } = 10;

    /// <summary>Whether clients show certificates.</summary>
    public ClientCertificates ClientCertificates { get; set; } = ClientCertificates.None;

    /// <summary>PEM file with the authorities whose client certificates are believed.</summary>
    public string ClientAuthorities { get; set; } = "";

    /// <summary>Takes calls without TLS from other machines. Only behind a proxy that no one can pass by.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>Whose tokens are believed.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>The clients that are known by their certificates, by name.</summary>
    public Dictionary<string, ClientOptions> Clients { get; set; } = [];
}

/// <summary>Whether clients show certificates.</summary>
public enum ClientCertificates
{
    Unspecified = 0,
    /// <summary>They are not asked to: whoever reaches the service may call it.</summary>
    None,
    /// <summary>Who shows none is anonymous and may ask for health alone.</summary>
    Optional,
    /// <summary>Who shows none is not connected.</summary>
    Required,
}

/// <summary>One client that is known by its certificate.</summary>
public sealed class ClientOptions
{
    /// <summary>SHA-256 of its certificates, in hex. Two while a certificate is being changed.</summary>
    public string[] Fingerprints { get; set; } = [];

    /// <summary>Subject of its certificates, as they write it (<c>CN=app, O=Bank</c>); any certificate of an authority that is believed will do then.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The <c>client_id</c>s that it may decide and read applications of.</summary>
    public string[] ClientIds { get; set; } = [];

    /// <summary>The services that it may call (<c>DecisionService</c>, ...), or <c>*</c> for all: then it also reads every client's applications. None: <c>DecisionService</c>.</summary>
    // No default stands here: what is configured would be added to it, and nobody could be kept from deciding.
    public string[] Services { get; set; } = [];
}
