using System.Security.Cryptography;

namespace CreditDecision.Service.Tests.Replays;

/// <summary>All bytes of a store: its file and its write-ahead log.</summary>
internal static class StoreHash
{
    public static string Of(string store) => string.Join(' ', new[] { store, store + "-wal" }.Select(OfFile));

    private static string OfFile(string path)
    {
        // The service has it open for writing.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
