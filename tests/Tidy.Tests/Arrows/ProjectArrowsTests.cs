using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

public class ProjectArrowsTests
{
    [Fact]
    public void Projects_reference_only_what_their_arrows_allow() => Findings.AssertNone(ProjectArrows.Check(SourceTree.Repository));

    [Fact]
    public void Core_as_built_depends_on_nothing()
    {
        var built = Directory.GetFiles(
            Path.Combine(SourceTree.Repository.Root, CoreSemantics.Folder, "bin"), "CreditDecision.Core.deps.json", SearchOption.AllDirectories);

        Assert.NotEmpty(built);
        Findings.AssertNone(built.SelectMany(path => ProjectArrows.CheckCoreDependencies(path, File.ReadAllText(path))));
    }

    [Fact]
    public void A_package_in_the_built_Core_is_found() => Assert.Single(ProjectArrows.CheckCoreDependencies(
        "x.deps.json", """{ "libraries": { "CreditDecision.Core/0.1.0": {}, "YamlDotNet/16.3.0": {} } }"""));

    [Theory]
    [InlineData("src/CreditDecision.Core/CreditDecision.Core.csproj", "<ItemGroup><PackageReference Include='YamlDotNet' /></ItemGroup>", "no PackageReference (YamlDotNet)")]
    [InlineData("src/CreditDecision.Core/CreditDecision.Core.csproj", "<ItemGroup><FrameworkReference Include='Microsoft.AspNetCore.App' /></ItemGroup>", "no FrameworkReference")]
    [InlineData("src/CreditDecision.Core/CreditDecision.Core.csproj", "<ItemGroup><Using Include='CreditDecision.Core.Lending' /></ItemGroup>", "no Using")]
    [InlineData("src/CreditDecision.Core/CreditDecision.Core.csproj", "<PropertyGroup><UsesGrpcClient>true</UsesGrpcClient></PropertyGroup>", "may not set UsesGrpcClient")]
    [InlineData("src/CreditDecision.Modeling/CreditDecision.Modeling.csproj", "<ItemGroup><ProjectReference Include='../CreditDecision.Service/CreditDecision.Service.csproj' /></ItemGroup>", "may not reference CreditDecision.Service")]
    [InlineData("src/CreditDecision.Grpc/CreditDecision.Grpc.csproj", "<ItemGroup><ProjectReference Include='..\\CreditDecision.Core\\CreditDecision.Core.csproj' /></ItemGroup>", "may reference: nothing")]
    [InlineData("src/CreditDecision.Service/CreditDecision.Service.csproj", "<ItemGroup><ProjectReference Include='../CreditDecision.Grpc/CreditDecision.Grpc.csproj' /></ItemGroup>", "so that GrpcStack chooses")]
    [InlineData("tests/Service.Tests/Service.Tests.csproj", "<ItemGroup><ProjectReference Include='../../src/CreditDecision.Grpc/CreditDecision.Grpc.csproj' /></ItemGroup>", "so that GrpcStack chooses")]
    [InlineData("src/CreditDecision.Web/CreditDecision.Web.csproj", "", "has no arrows yet")]
    public void A_wrong_arrow_is_found(string path, string body, string message)
    {
        var tree = SourceTree.InMemory((path, $"<Project>{body}</Project>"), ("CreditDecision.sln", path.Replace('/', '\\')));

        Assert.Contains(ProjectArrows.Check(tree), finding => finding.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_outside_the_solution_is_found()
    {
        var tree = SourceTree.InMemory(("tests/A.Tests/A.Tests.csproj", "<Project />"), ("CreditDecision.sln", ""));

        Assert.Contains(ProjectArrows.Check(tree), finding => finding.Contains("is not in CreditDecision.sln", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stand_in_may_be_named_by_its_own_tests()
    {
        const string path = "tests/Grpc.Tests/Grpc.Tests.csproj";
        var tree = SourceTree.InMemory(
            (path, "<Project><ItemGroup><ProjectReference Include='../../src/CreditDecision.Grpc/CreditDecision.Grpc.csproj' /></ItemGroup></Project>"),
            ("CreditDecision.sln", path.Replace('/', '\\')));

        Assert.Empty(ProjectArrows.Check(tree));
    }
}
