using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

/// <summary>What Core may never do: wait, touch the machine, ask the time or chance, or swallow a bug.</summary>
public static class CorePurity
{
    private static readonly Dictionary<string, string> BannedTypes = new()
    {
        ["System.IO.File"] = "files", ["System.IO.FileInfo"] = "files", ["System.IO.FileStream"] = "files",
        ["System.IO.Directory"] = "files", ["System.IO.DirectoryInfo"] = "files",
        ["System.Console"] = "the console", ["System.Environment"] = "the machine", ["System.Diagnostics.Process"] = "processes",
        ["System.TimeProvider"] = "a clock", ["System.Diagnostics.Stopwatch"] = "a clock",
        ["System.Random"] = "chance", ["System.Security.Cryptography.RandomNumberGenerator"] = "chance",
        ["System.Threading.Thread"] = "threads", ["System.Threading.ThreadPool"] = "threads", ["System.Threading.Timer"] = "threads",
        ["System.Net.Dns"] = "the network",
    };

    private static readonly Dictionary<string, string> BannedNamespaces = new()
    {
        ["System.Threading.Tasks"] = "tasks", ["System.Net.Http"] = "the network", ["System.Net.Sockets"] = "the network",
    };

    private static readonly HashSet<string> BannedMembers =
    [
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now",
        "System.DateTimeOffset.UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    public static IEnumerable<string> Check(SourceTree tree)
    {
        var core = CoreSemantics.Of(tree);
        return core.Uses.SelectMany(CheckUse).Concat(core.Files.SelectMany(CheckSyntax)).Distinct();
    }

    private static IEnumerable<string> CheckUse(NameUse use)
    {
        var type = use.Type.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Split('<')[0];
        var home = use.Type.ContainingNamespace?.ToDisplayString() ?? "";
        if (BannedTypes.TryGetValue(type, out var what) || BannedNamespaces.TryGetValue(home, out what))
            yield return $"{use.Path}:{use.Line}: Core does not use {what} ({type}); take the value as a parameter, or do it in the shell";
        var member = $"{use.Symbol.ContainingType?.ToDisplayString()}.{use.Symbol.Name}";
        if (BannedMembers.Contains(member))
            yield return $"{use.Path}:{use.Line}: Core does not call {member}; time and ids are parameters";
    }

    private static IEnumerable<string> CheckSyntax(SyntaxTree file)
    {
        var root = file.GetRoot();
        foreach (var token in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.AsyncKeyword) || token.IsKind(SyntaxKind.AwaitKeyword)))
            yield return $"{CoreSemantics.At(file, token)}: Core is synchronous; no {token.Text}";
        foreach (var clause in root.DescendantNodes().OfType<CatchClauseSyntax>())
            if (clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
                yield return $"{CoreSemantics.At(file, clause)}: Core catches only named exceptions; an unknown one is a bug and must surface";
    }
}
