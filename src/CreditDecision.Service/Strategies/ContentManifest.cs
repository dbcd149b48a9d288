using System.Security.Cryptography;
using System.Text;

namespace CreditDecision.Service.Strategies;

/// <summary>A file that a book was made of.</summary>
/// <param name="Sha256">Lower-case hex of its bytes.</param>
public sealed record ContentFile(string Name, string Sha256, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Every file that a book was made of. Decisions name its hash, so that they can be made again from the archive by exactly these files.
/// </summary>
public sealed class ContentManifest
{
    /// <param name="files">Each once.</param>
    public ContentManifest(IEnumerable<ContentFile> files)
    {
        Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
        Text = string.Concat(Files.Select(file => $"{file.Sha256}  {file.Name}\n"));
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public IReadOnlyList<ContentFile> Files { get; }

    /// <summary>A line for each file: its hash, two spaces, its name; in the order of names, as <c>sha256sum</c> writes it.</summary>
    public string Text { get; }

    /// <summary>Lower-case hex of the hash of <see cref="Text"/> in UTF-8: one name for all of the content.</summary>
    public string Sha256 { get; }
}
