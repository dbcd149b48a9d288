using System.Text.RegularExpressions;
using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

/// <summary>Nothing lies about: shipped content is named by another file, and a reader who starts at README.md reaches every page.</summary>
public static partial class UnreferencedFiles
{
    private const string Start = "README.md";

    private static readonly string[] ContentFolders = ["models", "strategies"];

    public static IEnumerable<string> Check(SourceTree tree) => Content(tree).Concat(Pages(tree)).Concat(DeadLinks(tree));

    private static IEnumerable<string> Content(SourceTree tree)
    {
        var content = ContentFolders.SelectMany(folder => tree.Under(folder)).ToList();
        if (content.Count == 0)
            return [];
        var texts = tree.Paths.Where(path => !path.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .Select(path => (Path: path, Text: tree.Read(path))).ToList();
        return from path in content
               let names = NamesOf(path, tree).ToList()
               where !texts.Any(other => other.Path != path && names.Any(name => MentionOf(name).IsMatch(other.Text)))
               select $"{path}: no other file names it ({string.Join(" or ", names)}); name it where it is used or documented, or remove it";
    }

    // The shortest end of the path that is no other file's, so that `risk/scorecard.json` does not stand for `fraud/scorecard.json`;
    // or the name up to its first dot, where that is a compound one (an id such as `consumer-cash`) and no other file's.
    private static IEnumerable<string> NamesOf(string path, SourceTree tree)
    {
        var parts = path.Split('/');
        yield return Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts[^count..]))
            .First(end => tree.Paths.Count(other => other == end || other.EndsWith("/" + end, StringComparison.Ordinal)) == 1);
        var stem = Stem(path);
        if (stem.AsSpan().ContainsAny('-', '_') && tree.Paths.Count(other => Stem(other) == stem) == 1)
            yield return stem;
    }

    private static string Stem(string path) => Path.GetFileName(path).Split('.')[0];

    private static Regex MentionOf(string name) => new($@"(?<![\w-]){Regex.Escape(name)}(?![\w-])");

    private static IEnumerable<string> Pages(SourceTree tree)
    {
        var reached = new HashSet<string>();
        var queue = new Queue<string>(tree.Contains(Start) ? [Start] : []);
        while (queue.TryDequeue(out var page))
            if (reached.Add(page) && page.EndsWith(".md", StringComparison.Ordinal))
                foreach (var (_, target) in Links(tree, page).Where(link => tree.Contains(link.Target)))
                    queue.Enqueue(target);
        return tree.Under("docs", ".md").Where(page => !reached.Contains(page))
            .Select(page => $"{page}: cannot be reached by links from {Start}; link it from there or from a page that is");
    }

    private static IEnumerable<string> DeadLinks(SourceTree tree) =>
        from page in tree.Paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal))
        from link in Links(tree, page)
        where !tree.Contains(link.Target) && !tree.Under(link.Target.TrimEnd('/')).Any()
        select $"{page}: links to {link.Written}, which does not exist";

    private static IEnumerable<(string Written, string Target)> Links(SourceTree tree, string page) =>
        from match in LinkPattern().Matches(FencePattern().Replace(tree.Read(page), ""))
        let written = match.Groups[1].Value
        let path = written.Split('#')[0]
        where path.Length > 0 && !written.Contains(':', StringComparison.Ordinal)
        select (written, Resolve(page, path));

    private static string Resolve(string page, string link)
    {
        var parts = new List<string>(page.Split('/')[..^1]);
        foreach (var part in link.Split('/'))
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ""))
                parts.Add(part);
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FencePattern();
}
