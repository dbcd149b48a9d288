using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>The compiled form is held against the plain one: every value, every error and its subject.</summary>
public class FormsAgreeTests
{
    private const int FramesOfOne = 12;

    [Fact]
    public void Both_forms_give_the_same_value_or_the_same_error() => Prop.ForAll<int>(seed =>
    {
        var random = new RandomExpressions(seed);
        for (int depth = 1; depth <= 5; depth++)
            foreach (string text in new[] { random.Truth(depth), random.Number(depth) })
                Agree(Evaluating.Read(text), random);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_forms_agree_on_what_only_the_evaluation_finds_wrong_and_the_check_changes_no_answer() => Prop.ForAll<int>(seed =>
    {
        for (int depth = 0; depth <= 4; depth++)
        {
            var random = new AnyExpressions(seed + depth);
            string text = random.Any(depth);
            CheckedExpression left = Evaluating.ReadUnchecked(text);
            CheckedExpression? read = ExpressionReader.Read(text, Evaluating.Scope, null, Evaluating.Wide, out _);
            for (int i = 0; i < FramesOfOne; i++) AgreeAll(left, read, random.Slots(), random.Given());
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Most_of_what_is_drawn_is_accepted_and_no_result_is_of_another_type_or_dearer_than_told()
    {
        int accepted = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new AnyExpressions(seed);
            if (ExpressionReader.Read(random.Any(3), Evaluating.Scope, null, Evaluating.Wide, out _) is not { } read) continue;
            accepted++;
            CelValue value = Evaluating.Both(read, random.Slots(), random.Given());
            if (!value.IsError && read.Type != CelType.Dyn) Assert.True(value.Kind == read.Type.Kind, $"{read.Text}: {read.Type}, {value}");
            AnswersWithin(read, random);
        }
        Assert.InRange(accepted, 300, 600);
    }

    [Fact]
    public void Both_forms_run_out_of_steps_at_the_same_point() => Prop.ForAll<int>(seed =>
    {
        var random = new RandomExpressions(seed);
        CheckedExpression expression = Evaluating.Read(random.Truth(4));
        foreach (long most in new long[] { 0, 1, 3, 7, 15, 40 })
            Agree(expression with { Limits = Evaluating.Wide with { MostCost = most } }, random);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_random_answers_often_enough_and_fails_in_many_ways()
    {
        var kinds = new HashSet<string>();
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new RandomExpressions(seed);
            CelValue value = Evaluating.Of(Evaluating.Read(random.Truth(4)), EvaluationForm.Plain, random.Slots(), random.Given());
            kinds.Add(value.IsError ? value.AsError.Kind.ToString() : value.ToString());
        }
        Assert.Superset(new HashSet<string> { "true", "false", "Missing", "Overflow", "DivisionByZero", "BadConversion" }, kinds);
    }

    private static void AnswersWithin(CheckedExpression read, AnyExpressions random)
    {
        CheckedExpression bounded = read with { Limits = Evaluating.Wide with { MostCost = read.Cost } };
        for (int i = 0; i < FramesOfOne; i++)
            Assert.NotEqual(CelErrors.CostExceeded, Evaluating.Both(bounded, random.Slots(), random.Given()));
    }

    private static void AgreeAll(CheckedExpression left, CheckedExpression? read, double[] slots, CelValue[] given)
    {
        CelValue value = Evaluating.Both(left, slots, given);
        if (read is not null) Assert.True(Evaluating.Both(read, slots, given) == value, $"{read.Text}: unchecked {value}");
    }

    private static void Agree(CheckedExpression expression, RandomExpressions random)
    {
        for (int i = 0; i < FramesOfOne; i++) Evaluating.Both(expression, random.Slots(), random.Given());
    }
}
