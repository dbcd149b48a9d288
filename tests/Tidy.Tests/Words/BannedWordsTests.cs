using Tidy.Tests.Trees;

namespace Tidy.Tests.Words;

public class BannedWordsTests
{
    [Fact]
    public void No_banned_word_stands_in_the_tree() => Findings.AssertNone(BannedWords.Check(SourceTree.Repository));

    [Theory]
    [InlineData("src/A/Helpers/B.cs", "", "Helpers says nothing")]
    [InlineData("src/A/x/Utils/y/B.cs", "", "Utils says nothing")]
    [InlineData("src/A/B.cs", "// TO" + "DO: later", "unfinished")]
    [InlineData("src/A/B.cs", "throw new NotImplemented" + "Exception();", "unfinished")]
    [InlineData("src/CreditDecision.Grpc/A.cs", "// FIX" + "ME", "unfinished")]
    [InlineData("protos/a.proto", "// FIX" + "ME", "unfinished")]
    [InlineData("docs/a.md", "see /wo" + "rk/main", "path of one machine")]
    [InlineData("build/a.sh", "cd \"/ro" + "ot/x\"", "path of one machine")]
    [InlineData("docs/a.md", "https://api.nu" + "get.org/v3", "feed's host")]
    [InlineData("tests/a/package-lock.json", "  \"resolved\": \"x\"", "download address")]
    [InlineData("nuget.config", "", "belong to the machine")]
    public void A_banned_word_is_found(string path, string text, string message) => Assert.Contains(
        BannedWords.Check(SourceTree.InMemory((path, text))), finding => finding.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("src/A/Decisions/B.cs", "var todo = Hacked; // nothing")]
    [InlineData("tests/A/Helpers/B.cs", "")]
    [InlineData("docs/a.md", "GET /v1/home/x and src/" + "work/a and ~/" + "work/b")]
    public void Words_that_only_look_alike_are_fine(string path, string text) => Assert.Empty(BannedWords.Check(SourceTree.InMemory((path, text))));
}
