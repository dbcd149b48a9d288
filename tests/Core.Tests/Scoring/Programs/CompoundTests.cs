using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Core.Tests.Scoring.Programs;

/// <summary>The truth tables of PMML 4.4, Tree Models, whole: every pair of true, false and unknown.</summary>
public class CompoundTests
{
    [Theory]
    [InlineData(Connective.And, "TFU FFF UFU")]
    [InlineData(Connective.Or, "TTT TFU TUU")]
    [InlineData(Connective.Xor, "FTU TFU UUU")]
    [InlineData(Connective.Surrogate, "TTT FFF TFU")]
    public void Parts_join_in_three_valued_logic(Connective connective, string table)
    {
        Truth[] truths = [Truth.True, Truth.False, Truth.Unknown];
        string[] rows = table.Split(' ');
        for (int left = 0; left < 3; left++)
            for (int right = 0; right < 3; right++)
                Assert.Equal(rows[left][right], Letter(Test(new Compound(connective, [new Always(truths[left]), new Always(truths[right])]))));
    }

    [Fact]
    public void A_comparison_with_a_missing_value_is_unknown_and_a_question_for_it_is_not()
    {
        Assert.Equal(Truth.Unknown, Test(new Comparison(0, Relation.NotEqual, 1)));
        Assert.Equal(Truth.Unknown, Test(new Membership(0, [1], expected: false)));
        Assert.Equal(Truth.True, Test(new IsMissing(0, expected: true)));
    }

    private static Truth Test(Predicate predicate)
    {
        var frame = new Frame([double.NaN]);
        return predicate.Test(ref frame);
    }

    private static char Letter(Truth truth) => truth.ToString()[0];
}
