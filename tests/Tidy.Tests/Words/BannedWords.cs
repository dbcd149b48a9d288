using System.Text.RegularExpressions;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Words;

/// <summary>Words that must not stand in the tree: folder names that name no capability, unfinished work, and one machine's own addresses.</summary>
public static partial class BannedWords
{
    private static readonly string[] Folders =
        ["services", "helpers", "managers", "common", "utils", "utilities", "dtos", "interfaces", "misc", "shared"];

    // Put together here so that this file passes its own check.
    private static readonly string[] Hosts =
        [Join("nuget", "org"), Join("api", "nuget"), Join("registry", "npmjs"), Join("deb", "debian"), Join("pypi", "org")];

    private static readonly string[] BinaryExtensions = [".png", ".jpg", ".ico", ".gz", ".zip", ".onnx", ".ubj", ".bin", ".db", ".woff2"];

    public static IEnumerable<string> Check(SourceTree tree) =>
        FoldersOf(tree).Concat(tree.Paths.SelectMany(path => Unfinished(tree, path).Concat(Addresses(tree, path))));

    private static IEnumerable<string> FoldersOf(SourceTree tree) =>
        from folder in tree.Under("src").SelectMany(FoldersOfPath).Distinct()
        let name = folder[(folder.LastIndexOf('/') + 1)..]
        where Folders.Contains(name.ToLowerInvariant())
        select $"{folder}/: the folder name {name} says nothing; name it after what the product does there";

    private static IEnumerable<string> Unfinished(SourceTree tree, string path)
    {
        if (!path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("protos/", StringComparison.Ordinal))
            yield break;
        // Part of the public behaviour that the stand-in reproduces: members which gRPC's own libraries leave to throw so.
        var throwsByContract = path.StartsWith("src/CreditDecision.Grpc/", StringComparison.Ordinal);
        foreach (var (number, line) in LinesOf(tree, path))
            if (UnfinishedPattern().Match(line) is { Success: true } match && !(throwsByContract && match.Value.EndsWith("Exception", StringComparison.Ordinal)))
                yield return $"{path}:{number}: {match.Value}: finish it, or file it as an issue; the tree holds no unfinished work";
    }

    private static IEnumerable<string> Addresses(SourceTree tree, string path)
    {
        if (Path.GetFileName(path).ToLowerInvariant() is "nuget.config" or ".npmrc")
            yield return $"{path}: package sources belong to the machine, not to the tree; remove it";
        if (BinaryExtensions.Contains(Path.GetExtension(path)))
            yield break;
        var lockOfNpm = Path.GetFileName(path) == "package-lock.json";
        foreach (var (number, line) in LinesOf(tree, path))
        {
            if (MachinePathPattern().IsMatch(line))
                yield return $"{path}:{number}: names a path of one machine; write it from the root of the repository";
            if (Hosts.Any(host => line.Contains(host, StringComparison.OrdinalIgnoreCase)))
                yield return $"{path}:{number}: names a package feed's host; a build takes the feed that its machine is set up with";
            if (lockOfNpm && line.Contains("\"resolved\"", StringComparison.Ordinal))
                yield return $"{path}:{number}: holds a download address; lock with `npm install --omit-lockfile-registry-resolved`";
        }
    }

    private static IEnumerable<(int Number, string Line)> LinesOf(SourceTree tree, string path) =>
        tree.Read(path).Split('\n').Select((line, index) => (index + 1, line));

    private static IEnumerable<string> FoldersOfPath(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static string Join(string left, string right) => $"{left}.{right}";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex UnfinishedPattern();

    // A root that only some machine has, at the start of a path: not part of a longer one, and not of an address.
    [GeneratedRegex(@"(?<![\w./:*~-])/(work|root|home|Users)/\w")]
    private static partial Regex MachinePathPattern();
}
