namespace CreditDecision.Service.Tests.Hosting;

/// <summary>The reference content in a folder of a test's own, to be changed there.</summary>
internal static class ContentCopy
{
    /// <returns>The content folder.</returns>
    public static string In(TemporaryFolder folder)
    {
        string content = Directory.CreateDirectory(folder.At("content")).FullName;
        foreach (string part in new[] { "strategies", "models" })
        {
            Directory.CreateDirectory(Path.Combine(content, part));
            foreach (string file in Directory.EnumerateFiles(Repository.At(part)))
                File.Copy(file, Path.Combine(content, part, Path.GetFileName(file)));
        }
        return content;
    }

    /// <summary>Changes a file once, where it says <paramref name="right"/> first.</summary>
    public static void Edit(string content, string file, string right, string wrong)
    {
        string path = Path.Combine(content, file);
        string text = File.ReadAllText(path);
        int at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold \"{right}\"");
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
    }
}
