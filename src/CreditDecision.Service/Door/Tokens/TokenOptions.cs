namespace CreditDecision.Service.Door.Tokens;

/// <summary>Configuration section <c>Door:Tokens</c>: whose tokens (JWT, RFC 7519) are believed. Without an issuer none is asked for.</summary>
public sealed class TokenOptions
{
    /// <summary>Who makes them: the claim <c>iss</c>.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom they are for: the claim <c>aud</c>.</summary>
    public string Audience { get; set; } = "";

    /// <summary>
    /// File with the keys that their signatures are checked with: a JSON web key set (RFC 7517), or public keys in PEM, one after the other. It is
    /// read again when it changes.
    /// </summary>
    public string Keys { get; set; } = "";

    /// <summary>The claim that holds the roles: a text or a list of texts.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>The claim that holds the <c>client_id</c>s that a frontend or partner may use.</summary>
    public string ClientIdsClaim { get; set; } = "client_ids";

    /// <summary>How far clocks may differ, 0 to 300.</summary>
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>How often the file is looked at.</summary>
    public int ReloadSeconds { get; set; } = 10;

    public bool AreAskedFor => Issuer.Length > 0;
}
