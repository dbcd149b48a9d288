using CreditDecision.Core.Tests.Lending;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Strategies;

[Trait("Article", "A21")]
public sealed class GradeScaleTests
{
    private static readonly GradeScale Scale = LimitCases.Scale;

    [Theory]
    [InlineData(0, 1, "A")]
    [InlineData(0.0199999, 1, "A")]
    [InlineData(0.02, 2, "B")] // a bound belongs to the worse grade
    [InlineData(0.1, 3, "C")]
    [InlineData(1, 3, "C")]
    public void A_bound_belongs_to_the_worse_grade_and_the_last_holds_certainty(double pd, int rank, string name) =>
        Assert.Equal(new Grade(rank, name), Scale.Of(Probability.Of(pd)));

    [Fact]
    public void A_higher_probability_never_has_a_better_grade() => Loans.Holds(Prop.ForAll(
        Gen.Choose(0, 1_000).ToArbitrary(), Gen.Choose(0, 1_000).ToArbitrary(),
        (x, y) => x > y || Scale.Of(Probability.Of(x / 1_000.0)).Rank <= Scale.Of(Probability.Of(y / 1_000.0)).Rank));

    [Fact]
    public void A_probability_that_nobody_set_has_the_worst_grade() => Assert.Equal(3, Scale.Of(default).Rank);

    [Fact]
    public void A_sound_scale_has_no_mistakes() => Assert.Empty(MistakesOf(Scale));

    [Fact]
    public void Every_mistake_of_a_scale_is_named_with_its_path()
    {
        var scale = new GradeScale([new("A", Probability.Of(0.1)), new("A", Probability.Of(0.1)), new("", Probability.Of(0.5))]);
        Assert.Equal(
            [
                "grades[1].name: \"A\" is given twice",
                "grades[1].below: must be above 0.1, where the better grade ends, is 0.1",
                "grades[2].name: must not be empty",
                "grades[2].below: must be 1 in the last grade, so that every borrower has one, is 0.5",
            ],
            MistakesOf(scale));
    }

    [Fact]
    public void A_scale_has_grades() => Assert.Equal(["grades: must have 1 to 26 grades, has 0"], MistakesOf(new GradeScale([])));

    [Fact]
    public void A_best_grade_of_no_probability_is_a_mistake() => Assert.Contains(
        MistakesOf(new GradeScale([new("A", Probability.Zero), new("B", Probability.One)])), mistake => mistake.StartsWith("grades[0].below"));

    [Fact]
    public void A_scale_that_was_not_checked_fails_loudly_instead_of_grading_well() =>
        Assert.Throws<InvalidOperationException>(() => new GradeScale([new("A", Probability.Of(0.1))]).Of(Probability.Of(0.2)));

    private static IEnumerable<string> MistakesOf(GradeScale scale)
    {
        var errors = new DocumentErrors();
        scale.Check(errors, "grades");
        return errors.All.Select(error => error.ToString());
    }
}
