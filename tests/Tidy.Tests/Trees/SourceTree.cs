using System.Diagnostics;

namespace Tidy.Tests.Trees;

/// <summary>
/// The files a check looks at, by their path from the root with forward slashes. The real one holds what git tracks or would
/// track; a check's own negative test makes one in memory.
/// </summary>
public sealed class SourceTree
{
    private const string RootMarker = "CreditDecision.sln";

    private static readonly string[] NeverSource =
        ["bin", "obj", ".git", ".vs", ".idea", "artifacts", "TestResults", "node_modules", "BenchmarkDotNet.Artifacts", "run-data"];

    private static readonly Lazy<SourceTree> TheRepository = new(Load);

    private readonly SortedDictionary<string, Func<string>> files = new(StringComparer.Ordinal);

    private SourceTree(string root) => Root = root;

    public static SourceTree Repository => TheRepository.Value;

    /// <summary>Absolute folder of the real tree; empty for one in memory.</summary>
    public string Root { get; }

    public IEnumerable<string> Paths => files.Keys;

    public static SourceTree InMemory(params (string Path, string Text)[] texts)
    {
        var tree = new SourceTree("");
        foreach (var (path, text) in texts)
            tree.files.Add(path, () => text);
        return tree;
    }

    /// <summary>Every file of a folder that is not built output: what a checkout without git (an unpacked archive) falls back on.</summary>
    public static SourceTree OfFolder(string root) =>
        OfPaths(root, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(NeverSource.Contains)));

    public bool Contains(string path) => files.ContainsKey(path);

    public string Read(string path) => files[path]();

    public IEnumerable<string> Under(string folder, string extension = "") =>
        Paths.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)
                            && path.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>Hand-written C# under a folder.</summary>
    public IEnumerable<string> CSharpUnder(string folder) =>
        Under(folder, ".cs").Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal)
                                           && !path.Contains("/Generated/", StringComparison.Ordinal));

    private static SourceTree Load()
    {
        var root = FindRoot(AppContext.BaseDirectory);
        var listed = GitFiles(root);
        return listed is null ? OfFolder(root) : OfPaths(root, listed);
    }

    private static SourceTree OfPaths(string root, IEnumerable<string> paths)
    {
        var tree = new SourceTree(root);
        foreach (var path in paths)
        {
            var absolute = Path.Combine(root, path);
            // A file deleted but not yet committed is still listed by git.
            if (File.Exists(absolute))
                tree.files.Add(path, () => File.ReadAllText(absolute));
        }
        return tree;
    }

    private static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, RootMarker)))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no folder above {from} holds {RootMarker}");
    }

    /// <summary>Tracked files and new ones that are not ignored, or null where there is no git or no work tree.</summary>
    private static string[]? GitFiles(string root)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
        foreach (var argument in (string[])["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            start.ArgumentList.Add(argument);
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var listing = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            var paths = listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
            return git.ExitCode == 0 && paths.Contains(RootMarker) ? paths : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
