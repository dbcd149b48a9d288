namespace CreditDecision.Service.Strategies.Archive;

/// <summary>The files of a content in memory: of one that once served, each checked against its hash, or of one that is being put together.</summary>
internal sealed class HeldContent(string name, IReadOnlyDictionary<string, byte[]> files) : IContentSource
{
    public string Name => name;

    public IReadOnlyDictionary<string, byte[]> Files => files;

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
