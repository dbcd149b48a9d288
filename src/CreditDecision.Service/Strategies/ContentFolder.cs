namespace CreditDecision.Service.Strategies;

/// <summary>A folder with <c>strategies/</c> and <c>models/</c>.</summary>
public sealed class ContentFolder(string root) : IContentSource
{
    public string Name => root;

    public IEnumerable<string> Named(string folder, string ending)
    {
        string path = Path.Combine(root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, "*" + ending).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");
    }

    public byte[]? Read(string file, int most, out string problem)
    {
        problem = "";
        try
        {
            var info = new FileInfo(Path.Combine(root, file));
            // Looked at before reading: a file of the wrong kind may be larger than memory.
            if (!info.Exists || info.Length <= most) return File.ReadAllBytes(info.FullName);
            problem = $"must be at most {most} bytes, has {info.Length}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : failure.Message;
        }
        return null;
    }
}
