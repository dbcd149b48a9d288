using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Compiled;
using CreditDecision.Core.Expressions.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>What a screen passes over does not hold, by the form of evaluation that knows nothing of screens.</summary>
public class ScreenTests
{
    private static readonly string[] Leaves =
    [
        "income > 12000.0", "income <= 1", "0.5 < amount", "amount == 2.5", "amount != 1.0", "risk.pd >= 0", "employed", "!owner", "has(income)", "!has(purpose)",
        "purpose == 'travel'", "purpose != 'medical'", "'education' == purpose", "purpose in ['travel', 'education']",
    ];

    [Fact]
    public void What_is_passed_over_is_false_whatever_the_condition() => Prop.ForAll<int>(seed =>
    {
        var random = new RandomExpressions(seed);
        CheckedExpression[] conditions = [.. Enumerable.Range(1, 5).Select(depth => Evaluating.Read(random.Truth(depth)))];
        Screen screen = Of(conditions);
        for (int i = 0; i < 12; i++) Check(screen, conditions, random.Slots(), random.Given());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_tests_of_slots_everything_that_is_false_without_an_error_is_passed_over_and_nothing_else() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var slots = new RandomExpressions(seed);
        CheckedExpression[] conditions = [.. Enumerable.Range(0, 20).Select(_ => Evaluating.Read(Simple(random, random.Next(4))))];
        Screen screen = Of(conditions);
        for (int i = 0; i < 12; i++)
        {
            double[] row = slots.Slots();
            List<int> asked = Check(screen, conditions, row, Evaluating.Given);
            for (int number = 0; number < conditions.Length; number++)
                if (!row.Any(double.IsNaN)) Assert.Equal(!Plain(conditions[number], row, Evaluating.Given).IsFalse, asked.Contains(number));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    // Of two the one that can be told is enough to see that both do not hold.
    [InlineData("income > 20000.0 && size(counts) > 100", true)]
    [InlineData("size(counts) > 100 && income > 20000.0", true)]
    [InlineData("income > 20000.0 || size(counts) > 100", false)]
    [InlineData("!(income < 20000.0 || size(counts) > 100)", true)]
    [InlineData("income > 1000.0", false)]
    [InlineData("income / amount > 100.0", false)]
    public void A_condition_is_passed_over_where_a_part_says_enough(string condition, bool passedOver) =>
        Assert.Equal(passedOver ? 1 : 0, Of([Evaluating.Read(condition)]).Next(Evaluating.Slots, 0));

    [Theory]
    [InlineData("income > 20000.0", 0)]
    [InlineData("income > 20000.0 && has(income)", 1)]
    [InlineData("has(income) && income > 20000.0", 1)]
    public void What_is_missing_is_for_the_condition_to_say(string condition, int next) =>
        Assert.Equal(next, Of([Evaluating.Read(condition)]).Next(Evaluating.NoSlots, 0));

    [Fact]
    public void A_screen_of_no_conditions_is_at_its_end() => Assert.Equal(0, Of([]).Next(Evaluating.Slots, 0));

    [Fact]
    public void More_tests_than_there_is_room_for_are_left_to_the_conditions()
    {
        CheckedExpression wide = Evaluating.Read(string.Join(" && ", Enumerable.Range(0, 50).Select(i => $"amount > {60_000 + i}.0")), ExpressionLimits.Default with { MostDepth = 1_000 });
        CheckedExpression[] conditions = [.. Enumerable.Repeat(wide, 1_250)];
        List<int> asked = Check(Of(conditions), conditions, Evaluating.Slots, Evaluating.Given);
        Assert.Equal(Enumerable.Range(1_200, 50), asked);
    }

    private static string Simple(Random random, int depth) => depth == 0 ? Leaves[random.Next(Leaves.Length)] : random.Next(3) switch
    {
        0 => $"({Simple(random, depth - 1)} && {Simple(random, depth - 1)})",
        1 => $"({Simple(random, depth - 1)} || {Simple(random, depth - 1)})",
        _ => $"!({Simple(random, depth - 1)})",
    };

    private static Screen Of(IEnumerable<CheckedExpression> conditions) =>
        Evaluator.ScreenOf(conditions.Select(condition => Evaluator.Create(condition, EvaluationForm.Compiled)));

    /// <returns>Those that were not passed over.</returns>
    private static List<int> Check(Screen screen, CheckedExpression[] conditions, double[] slots, CelValue[] given)
    {
        var asked = new List<int>();
        for (int i = screen.Next(slots, 0); i < conditions.Length; i = screen.Next(slots, i + 1)) asked.Add(i);
        Assert.Equal(asked.Distinct().Order(), asked);
        foreach (int i in Enumerable.Range(0, conditions.Length).Except(asked))
            Assert.True(Plain(conditions[i], slots, given).IsFalse, $"{conditions[i].Text}: {Plain(conditions[i], slots, given)}");
        return asked;
    }

    private static CelValue Plain(CheckedExpression condition, double[] slots, CelValue[] given) => Evaluating.Of(condition, EvaluationForm.Plain, slots, given);
}
