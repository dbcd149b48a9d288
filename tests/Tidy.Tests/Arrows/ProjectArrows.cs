using System.Text.Json;
using System.Xml.Linq;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

/// <summary>Which project may know which: Service → Modeling → Core, Cli → Modeling → Core, and nobody but its own tests → Grpc by name.</summary>
public static class ProjectArrows
{
    private const string Grpc = "CreditDecision.Grpc";
    private const string Core = "CreditDecision.Core";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        [Grpc] = [],
        ["CreditDecision.Modeling"] = [Core],
        ["CreditDecision.Service"] = [Core, "CreditDecision.Modeling"],
        ["CreditDecision.Cli"] = [Core, "CreditDecision.Modeling"],
    };

    // They test or measure the stand-in itself; everyone else takes the chosen stack.
    private static readonly string[] MayNameGrpc = ["Grpc.Tests", "Grpc.InteropServer", "Benchmarks"];

    private static readonly string[] MayUseGrpcStack = ["CreditDecision.Service", "CreditDecision.Cli"];

    public static IEnumerable<string> Check(SourceTree tree)
    {
        var solution = tree.Contains("CreditDecision.sln") ? tree.Read("CreditDecision.sln") : "";
        foreach (var path in tree.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var project = XDocument.Parse(tree.Read(path));
            if (!solution.Contains(path.Replace('/', '\\'), StringComparison.Ordinal))
                yield return $"{path}: is not in CreditDecision.sln, so nothing builds it; add it with `dotnet sln add`";
            foreach (var finding in CheckReferences(path, name, project))
                yield return finding;
            if (name == Core)
                foreach (var finding in CheckEmpty(path, project))
                    yield return finding;
        }
    }

    /// <summary>Findings about a built project's dependency file: Core's may list Core alone.</summary>
    public static IEnumerable<string> CheckCoreDependencies(string path, string depsJson)
    {
        using var document = JsonDocument.Parse(depsJson);
        foreach (var library in document.RootElement.GetProperty("libraries").EnumerateObject())
            if (!library.Name.StartsWith(Core + "/", StringComparison.Ordinal))
                yield return $"{path}: Core depends on {library.Name}; it may depend on the base library only";
    }

    private static IEnumerable<string> CheckReferences(string path, string name, XDocument project)
    {
        var targets = Items(project, "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Replace('\\', '/'))).ToList();
        if (targets.Contains(Grpc) && !MayNameGrpc.Contains(name))
            yield return $"{path}: names {Grpc} directly; set UsesGrpcServer or UsesGrpcClient, so that GrpcStack chooses";
        if (!path.StartsWith("src/", StringComparison.Ordinal))
            yield break;
        if (!Allowed.TryGetValue(name, out var allowed))
        {
            yield return $"{path}: the project {name} has no arrows yet; state them in ProjectArrows.Allowed";
            yield break;
        }
        foreach (var target in targets.Where(target => target != Grpc && !allowed.Contains(target)))
            yield return $"{path}: {name} may not reference {target}; it may reference: {string.Join(", ", allowed.DefaultIfEmpty("nothing"))}";
        foreach (var property in project.Descendants().Where(node => node.Name.LocalName is "UsesGrpcServer" or "UsesGrpcClient"))
            if (!MayUseGrpcStack.Contains(name))
                yield return $"{path}: {name} may not set {property.Name.LocalName}; only {string.Join(" and ", MayUseGrpcStack)} speak gRPC";
    }

    private static IEnumerable<string> CheckEmpty(string path, XDocument project) =>
        from item in project.Descendants()
        where item.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference" or "Using" or "Import"
        select $"{path}: Core has no {item.Name.LocalName} ({item.Attribute("Include")?.Value ?? item.Attribute("Project")?.Value}), ever";

    private static IEnumerable<string> Items(XDocument project, string kind) =>
        project.Descendants().Where(node => node.Name.LocalName == kind).Select(node => node.Attribute("Include")?.Value).OfType<string>();
}
