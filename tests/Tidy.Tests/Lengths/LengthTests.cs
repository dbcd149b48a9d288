using System.Text.Json;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Lengths;

public class LengthTests
{
    private const string RatchetPath = "tests/Tidy.Tests/ratchet.json";

    private sealed record Ratchet(SortedDictionary<string, int> Files, SortedDictionary<string, int> Methods);

    [Fact]
    public void Files_and_methods_do_not_grow_past_the_ratchet()
    {
        var files = LengthMeter.Files(SourceTree.Repository);
        var methods = LengthMeter.Methods(SourceTree.Repository);
        var path = Path.Combine(SourceTree.Repository.Root, RatchetPath);
        if (Rewriting.Asked)
            Rewriting.Write(path, new Ratchet(LengthLimit.File.Listing(files), LengthLimit.Method.Listing(methods)));
        var ratchet = JsonSerializer.Deserialize<Ratchet>(File.ReadAllText(path), Rewriting.Json)!;

        Findings.AssertNone([.. LengthLimit.File.Check(files, ratchet.Files), .. LengthLimit.Method.Check(methods, ratchet.Methods)]);
    }

    [Theory]
    [InlineData(35, null, null)]
    [InlineData(36, null, "over 35")]
    [InlineData(36, 36, null)]
    [InlineData(37, 36, "grew from 36 to 37")]
    [InlineData(71, 71, "stops at 70")]
    [InlineData(36, 40, "listed with 40 lines, now 36")]
    [InlineData(20, 40, "listed with 40 lines, now 20")]
    public void The_ratchet_lets_a_method_shrink_only(int lines, int? listed, string? message)
    {
        var today = new Dictionary<string, int> { ["a"] = lines };
        var list = listed is { } was ? new Dictionary<string, int> { ["a"] = was } : [];

        var findings = LengthLimit.Method.Check(today, list);

        if (message is null)
            Assert.Empty(findings);
        else
            Assert.Contains(message, Assert.Single(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_method_that_is_gone_is_found() => Assert.Contains("gone", Assert.Single(
        LengthLimit.Method.Check(new Dictionary<string, int>(), new Dictionary<string, int> { ["a"] = 40 })), StringComparison.Ordinal);

    [Fact]
    public void Methods_are_measured_from_signature_to_last_line_whatever_braces_their_texts_hold()
    {
        var tree = SourceTree.InMemory(("src/P/A.cs", """
            /// <summary>Not counted.</summary>
            class A
            {
                // Not counted either.
                int F(int x)
                {
                    int Local() => 1;
                    return x + "}".Length + Local();
                }

                string G() => "{";
                int H { get; set; } = 3;
                A(string s)
                { }
                class B
                {
                    int I =>
                        1;
                }
            }
            """), ("src/P/Program.cs", "var a = 1;\nreturn a;\n"), ("src/P/Made.g.cs", "class C { void F() { } }"));

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["src/P/A.cs: A.B.I"] = 2, ["src/P/A.cs: A.F(int)"] = 5, ["src/P/A.cs: A.G()"] = 1, ["src/P/A.cs: A.new(string)"] = 2,
                ["src/P/Program.cs: (top level)"] = 2,
            },
            LengthMeter.Methods(tree));
        Assert.Equal(2, LengthMeter.Files(tree)["src/P/Program.cs"]);
        Assert.DoesNotContain("src/P/Made.g.cs", LengthMeter.Files(tree).Keys);
    }
}
