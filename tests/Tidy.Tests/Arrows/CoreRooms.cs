using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

/// <summary>The rooms (top folders) of Core, in the order of its arrows: a room may use only itself and rooms before it.</summary>
public static class CoreRooms
{
    public static readonly string[] InOrder =
    [
        "Audit", "Documents", "Values", "Reasons", "Applications", "Features", "Expressions", "Scoring", "Strategies", "Lending",
        "Decisions", "Reviews", "Reassessment", "Statistics", "Monitoring", "Governance",
    ];

    private const string Prefix = "CreditDecision.Core.";

    public static IEnumerable<string> Check(SourceTree tree)
    {
        foreach (var path in tree.Under(CoreSemantics.Folder, ".cs"))
            if (RoomOfPath(path) is not { } room)
                yield return $"{path}: lies in no room; move it into one of {string.Join(", ", InOrder)}";
            else if (!InOrder.Contains(room))
                yield return $"{path}: the room {room} is not known; if Core needs it, give it its place in CoreRooms.InOrder";

        var core = CoreSemantics.Of(tree);
        var wrong = core.Uses.Select(use => (At: $"{use.Path}:{use.Line}", use.Path, Room: RoomOfName(use.Type.ToDisplayString())))
            .Concat(core.Files.SelectMany(file => file.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Select(line => (At: CoreSemantics.At(file, line), file.FilePath, Room: RoomOfName(line.NamespaceOrType.ToString())))));
        foreach (var (at, path, room) in wrong.Distinct())
            if (Forbids(RoomOfPath(path), room))
                yield return $"{at}: {RoomOfPath(path)} may not use {room}, which comes after it";
    }

    private static bool Forbids(string? from, string? to) =>
        from is not null && to is not null && Array.IndexOf(InOrder, to) > Array.IndexOf(InOrder, from);

    private static string? RoomOfPath(string path)
    {
        var rest = path[(CoreSemantics.Folder.Length + 1)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? null : rest[..slash];
    }

    private static string? RoomOfName(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..].Split('.', '<', '?')[0] : null;
}
