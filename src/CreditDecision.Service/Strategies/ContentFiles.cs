using System.Security.Cryptography;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Service.Strategies;

/// <summary>The files of a content source as they are read, and everything that was found wrong with them: file, path in the file, reason.</summary>
internal sealed class ContentFiles(IContentSource source)
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, ContentFile> _read = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Everything that was read so far.</summary>
    public ContentManifest Manifest => new(_read.Values);

    public void Problem(string file, string problem) => _problems.Add($"{file}: {problem}");

    public void Problem(string file, DocumentErrors errors)
    {
        foreach (DocumentError error in errors.All) Problem(file, error.ToString());
    }

    public IEnumerable<string> Named(string folder, string ending) => source.Named(folder, ending);

    /// <summary>Reads a document; what <paramref name="read"/> gives counts only when the document's errors hold nothing.</summary>
    public T? Read<T>(string file, Func<DocumentObject, string, T?> read) where T : class
    {
        if (Bytes(file, YamlDocuments.MostBytes) is not { } bytes) return null;
        var errors = new DocumentErrors();
        T? value = YamlDocuments.Read(bytes, file, errors) is { } document
            ? read(DocumentObject.Root(document.Element, errors), document.Sha256)
            : null;
        Problem(file, errors);
        return errors.Any ? null : value;
    }

    /// <returns>Null with a problem when the file cannot be read or is too large.</returns>
    public byte[]? Bytes(string file, int most)
    {
        byte[]? bytes = source.Read(file, most, out string problem);
        if (bytes is null) Problem(file, problem);
        else _read[file] = new ContentFile(file, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes);
        return bytes;
    }
}
