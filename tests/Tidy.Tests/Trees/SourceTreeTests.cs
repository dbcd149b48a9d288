namespace Tidy.Tests.Trees;

public class SourceTreeTests
{
    [Fact]
    public void The_repository_is_found_and_is_not_empty()
    {
        Assert.NotEmpty(SourceTree.Repository.Under("src/CreditDecision.Core", ".cs"));
        Assert.NotEmpty(SourceTree.Repository.Under("protos", ".proto"));
        Assert.DoesNotContain(SourceTree.Repository.Paths, path => path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plain_folder_is_read_without_its_built_output()
    {
        var root = Directory.CreateTempSubdirectory("tidy-");
        try
        {
            Directory.CreateDirectory(Path.Combine(root.FullName, "src", "obj"));
            File.WriteAllText(Path.Combine(root.FullName, "src", "A.cs"), "class A;");
            File.WriteAllText(Path.Combine(root.FullName, "src", "obj", "B.cs"), "class B;");

            var tree = SourceTree.OfFolder(root.FullName);

            Assert.Equal(["src/A.cs"], tree.Paths);
            Assert.Equal("class A;", tree.Read("src/A.cs"));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
