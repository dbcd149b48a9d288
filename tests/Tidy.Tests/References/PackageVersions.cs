using System.Xml.Linq;
using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

/// <summary>Each package has its version in one place, and no version is kept for a package that nobody uses.</summary>
public static class PackageVersions
{
    private const string Central = "Directory.Packages.props";

    private static readonly string[] ProjectExtensions = [".csproj", ".props", ".targets"];

    public static IEnumerable<string> Check(SourceTree tree)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in tree.Paths.Where(path => ProjectExtensions.Contains(Path.GetExtension(path)) && path != Central))
            foreach (var reference in XDocument.Parse(tree.Read(path)).Descendants().Where(node => node.Name.LocalName is "PackageReference" or "PackageVersion"))
            {
                var name = (reference.Attribute("Include") ?? reference.Attribute("Update"))?.Value ?? "?";
                used.Add(name);
                if (reference.Name.LocalName == "PackageVersion" || HasVersion(reference))
                    yield return $"{path}: gives {name} a version; versions stand in {Central} only";
            }
        foreach (var package in XDocument.Parse(tree.Read(Central)).Descendants().Where(node => node.Name.LocalName == "PackageVersion"))
            if (package.Attribute("Include")?.Value is { } name && !used.Contains(name))
                yield return $"{Central}: {name} is used by no project; remove it";
    }

    private static bool HasVersion(XElement reference) =>
        reference.Attributes().Select(attribute => attribute.Name.LocalName)
            .Concat(reference.Elements().Select(element => element.Name.LocalName))
            .Any(name => name is "Version" or "VersionOverride");
}
