using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CreditDecision.Service.Door.Tokens;

/// <summary>Keys that signatures are checked with, out of a file: a JSON web key set, or public keys in PEM.</summary>
internal static class TokenKeys
{
    private const int SmallestRsaBits = 2_048;

    /// <returns>At least one.</returns>
    /// <exception cref="InvalidDataException">It holds none that can be used; it says why.</exception>
    public static IReadOnlyList<SecurityKey> Read(string text) => text.TrimStart().StartsWith('{') ? OfSet(text) : OfPem(text);

    private static SecurityKey[] OfSet(string text)
    {
        try
        {
            SecurityKey[] keys = [.. new JsonWebKeySet(text).GetSigningKeys()];
            // A shared secret would let whoever checks a token make one.
            if (keys.Any(key => key is SymmetricSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet })) throw new InvalidDataException("it holds a shared secret, and public keys are needed");
            return keys.Length > 0 ? keys : throw new InvalidDataException("it is a key set without a key that signs");
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"it is no JSON web key set: {problem.Message}", problem);
        }
    }

    private static List<SecurityKey> OfPem(string text)
    {
        var keys = new List<SecurityKey>();
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (!rest[fields.Label].SequenceEqual("PUBLIC KEY")) throw new InvalidDataException($"it holds a {rest[fields.Label]}, and only PUBLIC KEY is taken");
            keys.Add(OfPublicKey(rest[fields.Location]));
            rest = rest[fields.Location.End..];
        }
        return keys.Count > 0 ? keys : throw new InvalidDataException("it holds no PUBLIC KEY in PEM and is no JSON web key set");
    }

    private static SecurityKey OfPublicKey(ReadOnlySpan<char> pem)
    {
        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return new ECDsaSecurityKey(curve);
        }
        catch (CryptographicException)
        {
            // It is of the other kind.
        }
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= SmallestRsaBits ? new RsaSecurityKey(rsa) : throw new InvalidDataException($"an RSA key has {rsa.KeySize} bits, {SmallestRsaBits} or more are needed");
        }
        catch (CryptographicException problem)
        {
            throw new InvalidDataException($"a PUBLIC KEY is neither of an elliptic curve nor RSA: {problem.Message}", problem);
        }
    }
}
