using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

public class PackageVersionsTests
{
    private const string OnePackage = "<Project><ItemGroup><PackageVersion Include='A' Version='1.0' /></ItemGroup></Project>";

    [Fact]
    public void Versions_stand_in_one_place_and_each_is_used() => Findings.AssertNone(PackageVersions.Check(SourceTree.Repository));

    [Theory]
    [InlineData("<PackageReference Include='A' Version='1.0' />", "gives A a version")]
    [InlineData("<PackageReference Include='A' VersionOverride='1.0' />", "gives A a version")]
    [InlineData("<PackageReference Include='A'><Version>1.0</Version></PackageReference>", "gives A a version")]
    [InlineData("", "A is used by no project")]
    public void A_version_elsewhere_and_an_unused_one_are_found(string item, string message) =>
        Assert.Contains(message, Assert.Single(PackageVersions.Check(TreeWith(item))), StringComparison.Ordinal);

    [Fact]
    public void A_reference_without_a_version_is_fine() => Assert.Empty(PackageVersions.Check(TreeWith("<PackageReference Include='a' />")));

    private static SourceTree TreeWith(string item) => SourceTree.InMemory(
        ("Directory.Packages.props", OnePackage), ("src/P/P.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>"));
}
