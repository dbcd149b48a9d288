using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

public class ContainerBuildTests
{
    private const string Copies = "COPY --from=build /out /app\nCOPY src/A/A.csproj src/A/packages.lock.json src/A/\nCOPY src src\n";

    [Fact]
    public void The_container_build_finds_what_it_copies() => Findings.AssertNone(ContainerBuild.Check(SourceTree.Repository));

    [Theory]
    [InlineData(Copies, "*\n!src\n", 0)]
    [InlineData(Copies, "*\n", 3)]
    [InlineData(Copies + "COPY models content/models\n", "*\n!src\n", 1)]
    [InlineData("COPY src src\n", "*\n!src\n", 2)]
    public void A_missing_or_forgotten_file_is_found(string dockerfile, string ignore, int expected)
    {
        var tree = SourceTree.InMemory(
            ("Dockerfile", dockerfile), (".dockerignore", ignore), ("src/A/A.csproj", ""), ("src/A/packages.lock.json", ""));

        Assert.Equal(expected, ContainerBuild.Check(tree).Count());
    }
}
