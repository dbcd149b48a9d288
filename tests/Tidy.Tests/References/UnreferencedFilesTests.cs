using Tidy.Tests.Trees;

namespace Tidy.Tests.References;

public class UnreferencedFilesTests
{
    [Fact]
    public void Every_shipped_file_is_named_and_every_page_is_reached() => Findings.AssertNone(UnreferencedFiles.Check(SourceTree.Repository));

    [Fact]
    public void A_model_that_nothing_names_is_found_and_one_that_is_named_is_not()
    {
        var tree = SourceTree.InMemory(
            ("models/risk/card.json", "{}"), ("models/fraud/card.json", "{}"), ("strategies/cash.yaml", "model: ../models/risk/card.json"),
            ("docs/how.md", "`cash.yaml`"), ("README.md", "[how](docs/how.md)"));

        Assert.StartsWith("models/fraud/card.json: no other file", Assert.Single(UnreferencedFiles.Check(tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_longer_name_is_no_mention()
    {
        var tree = SourceTree.InMemory(("models/card.json", "{}"), ("a.md", "my-card.json card.jsonx"));

        Assert.Single(UnreferencedFiles.Check(tree));
    }

    [Fact]
    public void An_id_that_is_a_files_name_is_a_mention()
    {
        var tree = SourceTree.InMemory(("models/risk-main.scorecard.json", "{}"), ("a.yaml", "model: risk-main"));

        Assert.Empty(UnreferencedFiles.Check(tree));
    }

    [Fact]
    public void Pages_without_a_way_from_the_README_are_found()
    {
        var tree = SourceTree.InMemory(
            ("README.md", "[a](docs/a.md#part)"), ("docs/a.md", "[b](./x/b.md) and [the README](../README.md)"), ("docs/x/b.md", ""),
            ("docs/c.md", "[d](d.md)"), ("docs/d.md", "[c](c.md)"));

        Assert.Equal(["docs/c.md", "docs/d.md"], UnreferencedFiles.Check(tree).Select(finding => finding.Split(':')[0]));
    }

    [Fact]
    public void Pages_in_a_tree_without_a_README_are_found() =>
        Assert.Single(UnreferencedFiles.Check(SourceTree.InMemory(("docs/a.md", ""))));

    [Theory]
    [InlineData("[x](missing.md)", 1)]
    [InlineData("[x](src/)", 0)]
    [InlineData("[x](https://example.org/missing)", 0)]
    [InlineData("```\n[x](missing.md)\n```", 0)]
    public void Dead_links_are_found(string text, int expected) => Assert.Equal(
        expected, UnreferencedFiles.Check(SourceTree.InMemory(("README.md", text), ("src/A.cs", ""))).Count());
}
