using System.Security.Cryptography;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Random bytes that need not be secret, only never come again: nonces and ids of keys. Drawn by the hundred, because drawing twelve costs as much
/// as sealing a record. Keys are drawn by themselves: none lies here before it is used.
/// </summary>
internal static class Nonces
{
    private const int Drawn = 1_024;

    [ThreadStatic]
    private static byte[]? t_drawn;

    [ThreadStatic]
    private static int t_left;

    /// <param name="nonce">At most a few dozen bytes.</param>
    public static void Fill(Span<byte> nonce)
    {
        byte[] drawn = t_drawn ??= new byte[Drawn];
        if (t_left < nonce.Length)
        {
            RandomNumberGenerator.Fill(drawn);
            t_left = Drawn;
        }
        t_left -= nonce.Length;
        drawn.AsSpan(t_left, nonce.Length).CopyTo(nonce);
    }
}
