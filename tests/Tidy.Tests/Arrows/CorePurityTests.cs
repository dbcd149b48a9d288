using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

public class CorePurityTests
{
    [Fact]
    public void Core_waits_for_nothing_and_touches_nothing() => Findings.AssertNone(CorePurity.Check(SourceTree.Repository));

    [Theory]
    [InlineData("async void F() { }")]
    [InlineData("async System.Collections.Generic.IAsyncEnumerable<int> F() { await foreach (var x in F()) yield return x; }")]
    [InlineData("Task? t;")]
    [InlineData("ValueTask<int> F() => default;")]
    [InlineData("string F() => File.ReadAllText(\"x\");")]
    [InlineData("string F() => System.IO.File.ReadAllText(\"x\");")]
    [InlineData("object F() => new FileStream(\"x\", FileMode.Open);")]
    [InlineData("DateTime F() => DateTime.Now;")]
    [InlineData("DateTimeOffset F() => DateTimeOffset.UtcNow;")]
    [InlineData("Guid F() => Guid.NewGuid();")]
    [InlineData("object F() => new Random(1);")]
    [InlineData("Random r = new(1);")]
    [InlineData("int F() => Random.Shared.Next();")]
    [InlineData("void F() => Console.WriteLine();")]
    [InlineData("void F() => Thread.Sleep(1);")]
    [InlineData("void F() { try { } catch (Exception) { } }")]
    [InlineData("void F() { try { } catch (System.Exception e) when (e is null) { } }")]
    [InlineData("void F() { try { } catch { } }")]
    public void What_Core_may_not_do_is_found(string member) => Assert.NotEmpty(CorePurity.Check(CoreWith(member)));

    [Theory]
    [InlineData("string File = \"\"; int F() => File.Length;")]
    [InlineData("// an async Task would File.Open(DateTime.Now)\n")]
    [InlineData("string F() => \"await Task\";")]
    [InlineData("void F() { try { } catch (FormatException) { } }")]
    [InlineData("DateTimeOffset F(DateTimeOffset decidedAt) => decidedAt.AddDays(1);")]
    public void Names_texts_and_comments_that_only_look_alike_are_fine(string member) => Assert.Empty(CorePurity.Check(CoreWith(member)));

    private static SourceTree CoreWith(string member) => SourceTree.InMemory(
        ($"{CoreSemantics.Folder}/Values/A.cs", $"namespace CreditDecision.Core.Values; public class A {{ {member} }}"));
}
