using System.Security.Cryptography;
using System.Text;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>The list of files of a content as the archive keeps it, and the proof that nothing of it was changed.</summary>
internal static class ArchivedList
{
    private const int Sha256Letters = 2 * SHA256.HashSizeInBytes;

    /// <param name="manifest">A line for each file: its SHA-256, two characters, its name.</param>
    /// <param name="sha256">Of the manifest.</param>
    /// <exception cref="ContentDamagedException">It is not the list that was kept.</exception>
    public static IEnumerable<(string Name, string Sha256)> Read(string manifest, string sha256)
    {
        if (Of(Encoding.UTF8.GetBytes(manifest)) != sha256) throw new ContentDamagedException($"The archive's list of the files of content {sha256} was changed.");
        return manifest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line[(Sha256Letters + 2)..], line[..Sha256Letters]));
    }

    /// <param name="bytes">Null where the archive has none.</param>
    /// <exception cref="ContentDamagedException">They are gone, or not what was kept.</exception>
    public static byte[] Checked(byte[]? bytes, string sha256, string name)
    {
        if (bytes is null) throw new ContentDamagedException($"The archive's copy of {name} ({sha256}) is gone.");
        return Of(bytes) == sha256 ? bytes : throw new ContentDamagedException($"The archive's copy of {name} ({sha256}) was changed.");
    }

    private static string Of(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
