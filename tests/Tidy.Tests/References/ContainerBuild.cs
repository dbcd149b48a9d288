using System.Text.RegularExpressions;
using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

/// <summary>
/// The Dockerfile names files one by one so that restores are cached; where no container engine runs, this is what notices
/// that a project was added or a folder moved.
/// </summary>
public static partial class ContainerBuild
{
    public static IEnumerable<string> Check(SourceTree tree)
    {
        var copied = CopyPattern().Matches(tree.Read("Dockerfile")).Select(match => match.Groups[1].Value)
            .SelectMany(arguments => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]).ToList();
        var allowed = tree.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToHashSet();

        foreach (var source in copied)
            if (!tree.Contains(source) && !tree.Under(source).Any())
                yield return $"Dockerfile: copies {source}, which does not exist";
            else if (!allowed.Contains(source.Split('/')[0]))
                yield return $".dockerignore: keeps {source} from the builder, but the Dockerfile copies it; add !{source.Split('/')[0]}";

        foreach (var project in tree.Under("src", ".csproj"))
            foreach (var file in (string[])[project, Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json"])
                if (!copied.Contains(file))
                    yield return $"Dockerfile: does not copy {file} before the restore";
    }

    // Copies from the context, not from another stage.
    [GeneratedRegex(@"^COPY (?!--from)(.+)$", RegexOptions.Multiline)]
    private static partial Regex CopyPattern();
}
