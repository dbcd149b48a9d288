using Tidy.Tests.Trees;

namespace Tidy.Tests.Words;

public class EnumZerosTests
{
    [Fact]
    public void Zero_means_not_decided_in_every_enum() => Findings.AssertNone(EnumZeros.Check(SourceTree.Repository));

    [Theory]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "enum A { Approve = 0, Decline = 1 }", "its zero member is Approve")]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "enum A { Decline, Unspecified }", "its zero member is Decline")]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "enum A { Decline = 1, Approve }", "no member for zero")]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "[Flags] enum A { One = 1 }", "give it None = 0")]
    [InlineData("src/CreditDecision.Service/A.cs", "enum A { Accepted, Refused }", "says yes")]
    public void A_zero_that_decides_is_found(string path, string text, string message) =>
        Assert.Contains(message, Assert.Single(EnumZeros.Check(SourceTree.InMemory((path, text)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "enum A { Unspecified, Approve }")]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "enum A { Approve = 1, Unspecified = 0 }")]
    [InlineData("src/CreditDecision.Core/Decisions/A.cs", "[Flags] enum A { None = 0, One = 1 }")]
    [InlineData("src/CreditDecision.Grpc/A.cs", "enum StatusCode { OK = 0 }")]
    public void A_zero_that_says_nothing_is_fine(string path, string text) => Assert.Empty(EnumZeros.Check(SourceTree.InMemory((path, text))));
}
