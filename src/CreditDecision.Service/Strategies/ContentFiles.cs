using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Service.Strategies;

/// <summary>The files of a content folder, and everything that was found wrong with them: file, path in the file, reason.</summary>
internal sealed class ContentFiles(string root)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public void Problem(string file, string problem) => _problems.Add($"{file}: {problem}");

    public void Problem(string file, DocumentErrors errors)
    {
        foreach (DocumentError error in errors.All) Problem(file, error.ToString());
    }

    /// <summary>Names relative to the folder, such as <c>models/risk.card.yaml</c>, in ordinal order.</summary>
    public IEnumerable<string> Named(string folder, string ending)
    {
        string path = Path.Combine(root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, "*" + ending).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");
    }

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
        try
        {
            var info = new FileInfo(Path.Combine(root, file));
            // Looked at before reading: a file of the wrong kind may be larger than memory.
            if (!info.Exists || info.Length <= most) return File.ReadAllBytes(info.FullName);
            Problem(file, $"must be at most {most} bytes, has {info.Length}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Problem(file, problem is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : problem.Message);
        }
        return null;
    }
}
