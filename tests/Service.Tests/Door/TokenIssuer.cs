using System.Security.Claims;
using System.Security.Cryptography;
using CreditDecision.Service.Door.Tokens;
using CreditDecision.V1;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CreditDecision.Service.Tests.Door;

/// <summary>Makes tokens, good ones and others.</summary>
internal sealed class TokenIssuer : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public string KeySet(string id)
    {
        ECParameters key = _key.ExportParameters(false);
        string Text(byte[]? bytes) => Base64UrlEncoder.Encode(bytes);
        return $$"""{"keys":[{"kty":"EC","use":"sig","crv":"P-256","kid":"{{id}}","x":"{{Text(key.Q.X)}}","y":"{{Text(key.Q.Y)}}"}]}""";
    }

    public string Token(Action<SecurityTokenDescriptor>? change = null, string subject = "wang.fang", string[]? clients = null, params Role[] roles)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "bank", Audience = "credit", NotBefore = now, Expires = now.AddMinutes(5), Subject = new ClaimsIdentity([new Claim("sub", subject)]),
            Claims = new Dictionary<string, object> { ["roles"] = roles.Select(MethodAccess.NameOf).ToArray(), ["client_ids"] = clients ?? [] },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public static Metadata Bearing(string token) => new() { { "authorization", $"Bearer {token}" } };

    public void Dispose() => _key.Dispose();
}
