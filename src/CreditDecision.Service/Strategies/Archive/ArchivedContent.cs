namespace CreditDecision.Service.Strategies.Archive;

/// <summary>The files of a content that once served, each checked against its hash.</summary>
internal sealed class ArchivedContent(string sha256, IReadOnlyDictionary<string, byte[]> files) : IContentSource
{
    public string Name => $"content {sha256}";

    // A content folder is read without the folders in it, so the archive answers as it does.
    public IEnumerable<string> Named(string folder, string ending) => files.Keys
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
        .Where(name => name.IndexOf('/', folder.Length + 1) < 0)
        .Order(StringComparer.Ordinal);

    public byte[]? Read(string file, int most, out string problem)
    {
        problem = "";
        if (!files.TryGetValue(file, out byte[]? bytes)) problem = "the file is missing";
        else if (bytes.Length > most) problem = $"must be at most {most} bytes, has {bytes.Length}";
        return problem.Length == 0 ? bytes : null;
    }
}
