using Tidy.Tests.Trees;

namespace Tidy.Tests.Arrows;

public class CoreRoomsTests
{
    private const string Core = CoreSemantics.Folder;

    [Fact]
    public void Each_room_of_Core_uses_only_rooms_before_it() => Findings.AssertNone(CoreRooms.Check(SourceTree.Repository));

    [Theory]
    [InlineData("using CreditDecision.Core.Lending; namespace CreditDecision.Core.Values; public class A;")]
    [InlineData("namespace CreditDecision.Core.Values; public class A { CreditDecision.Core.Lending.Loan? l; }")]
    [InlineData("namespace CreditDecision.Core.Values; public class A { Lending.Loan? halfQualified; }")]
    [InlineData("using L = CreditDecision.Core.Lending.Loan; namespace CreditDecision.Core.Values; public class A { L? l; }")]
    [InlineData("using static CreditDecision.Core.Lending.Loan; namespace CreditDecision.Core.Values; public class A;")]
    public void A_use_of_a_later_room_is_found_however_it_is_spelled(string text)
    {
        var tree = SourceTree.InMemory(
            ($"{Core}/Values/A.cs", text),
            ($"{Core}/Lending/Loan.cs", "namespace CreditDecision.Core.Lending; public class Loan;"));

        Assert.Contains(CoreRooms.Check(tree), finding => finding.Contains("Values/A.cs:1: Values may not use Lending", StringComparison.Ordinal));
    }

    [Fact]
    public void A_use_of_an_earlier_room_and_a_property_named_like_a_room_are_fine()
    {
        var tree = SourceTree.InMemory(
            ($"{Core}/Values/Money.cs", "namespace CreditDecision.Core.Values; public record struct Money(long Lending);"),
            ($"{Core}/Scoring/S.cs", "using CreditDecision.Core.Values; namespace CreditDecision.Core.Scoring; class S { long F(Money m) => m.Lending; }"));

        Assert.Empty(CoreRooms.Check(tree));
    }

    [Fact]
    public void An_unknown_room_and_a_file_in_no_room_are_found()
    {
        var tree = SourceTree.InMemory(($"{Core}/Stuff/A.cs", "class A;"), ($"{Core}/B.cs", "class B;"));

        Assert.Equal(2, CoreRooms.Check(tree).Count());
    }
}
