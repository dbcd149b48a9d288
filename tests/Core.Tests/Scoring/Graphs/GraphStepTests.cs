using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Graphs;

/// <summary>Each step for itself: its sources are the first cells, its results follow.</summary>
public class GraphStepTests
{
    [Theory]
    [InlineData(ElementFunction.RoundToSingle, 0.1, 0.1f)]
    [InlineData(ElementFunction.CutToInt64, -2.7, -2)]
    [InlineData(ElementFunction.CutToInt64, double.NaN, long.MinValue)]
    [InlineData(ElementFunction.CutToInt64, 1e30, long.MinValue)]
    [InlineData(ElementFunction.CutToInt32, 3e9, int.MinValue)]
    [InlineData(ElementFunction.CutToInt32, -2147483648.5, int.MinValue)]
    [InlineData(ElementFunction.IsNotZero, double.NaN, 1)]
    [InlineData(ElementFunction.IsNotZero, -0.0, 0)]
    [InlineData(ElementFunction.IsZero, 0, 1)]
    [InlineData(ElementFunction.IsNaN, double.NaN, 1)]
    [InlineData(ElementFunction.Negate, 2, -2)]
    [InlineData(ElementFunction.Exponential, 0, 1)]
    [InlineData(ElementFunction.Logistic, 0, 0.5)]
    public void Functions_of_one_number(ElementFunction function, double value, double expected) =>
        Assert.Equal(expected, Run(new ElementStep(function, FloatPrecision.Binary64, [0], 1), value)[0]);

    [Theory]
    [InlineData(Arithmetic.Add, 3, 2, 5)]
    [InlineData(Arithmetic.Subtract, 3, 2, 1)]
    [InlineData(Arithmetic.Multiply, 3, 2, 6)]
    [InlineData(Arithmetic.Divide, 3, 2, 1.5)]
    [InlineData(Arithmetic.Divide, 1, -0.0, double.NegativeInfinity)]
    [InlineData(Arithmetic.IsGreater, 3, 2, 1)]
    [InlineData(Arithmetic.IsGreater, 2, 2, 0)]
    public void Functions_of_two_numbers(Arithmetic function, double left, double right, double expected) =>
        Assert.Equal(expected, Run(new ArithmeticStep(function, FloatPrecision.Binary64, [0, 1], 2), left, right)[0]);

    [Fact]
    public void What_is_missing_is_not_compared() =>
        Assert.False(new ArithmeticStep(Arithmetic.IsGreater, FloatPrecision.Binary64, [0, 1], 2).Run([double.NaN, 2, 0]));

    [Fact]
    public void Single_precision_is_rounded_to_after_each_step() => Assert.Equal(
        (double)(16_777_216f + 1f), Run(new ArithmeticStep(Arithmetic.Add, FloatPrecision.Binary32, [0, 1], 2), 16_777_216, 1)[0]);

    [Fact]
    public void Choosing_and_imputing()
    {
        Assert.Equal([10, 40], Run(new SelectStep([0, 1, 2, 3, 4, 5], 6), 1, 0, 10, 20, 30, 40));
        Assert.Equal([7, 2], Run(new ImputeStep(double.NaN, [7, 8], [0, 1], 2), double.NaN, 2));
        Assert.Equal([double.NaN, 8], Run(new ImputeStep(-1, [7, 8], [0, 1], 2), double.NaN, -1));
    }

    [Fact]
    public void Norms()
    {
        Assert.Equal([-0.25, 0.75], Run(new NormalizeStep(Norm.Manhattan, [0, 1], 2), -1, 3));
        Assert.Equal([(double)-MathF.Sqrt(0.36f), (double)MathF.Sqrt(0.64f)], Run(new NormalizeStep(Norm.Euclidean, [0, 1], 2), -3, 4));
        Assert.Equal([-0.5, 1], Run(new NormalizeStep(Norm.Greatest, [0, 1], 2), -1, 2));
        Assert.Equal([0, 0], Run(new NormalizeStep(Norm.Manhattan, [0, 1], 2), 0, 0));
    }

    [Fact]
    public void Links()
    {
        Assert.Equal([0.5, 0.5], Run(new ScoreLinkStep(ScoreLink.Softmax, FloatPrecision.Binary32, [0, 1], 2), 900, 900));
        Assert.Equal([0, 1], Run(new ScoreLinkStep(ScoreLink.SoftmaxZero, FloatPrecision.Binary32, [0, 1], 2), 0, 1));
        Assert.Equal(0, Run(new ScoreLinkStep(ScoreLink.Probit, FloatPrecision.Binary32, [0], 1), 0.5)[0], 1e-7);
        Assert.Equal(1.959964, Run(new ScoreLinkStep(ScoreLink.Probit, FloatPrecision.Binary32, [0], 1), 0.975)[0], 2e-2);
        Assert.Equal(1, Run(new ScoreLinkStep(ScoreLink.Logistic, FloatPrecision.Binary32, [0], 1), 200)[0]);
        Assert.Equal(0, Run(new ScoreLinkStep(ScoreLink.Logistic, FloatPrecision.Binary32, [0], 1), -200)[0]);
    }

    [Fact]
    public void Keys_are_found_exactly_or_not_at_all()
    {
        var numbers = KeyMap.OfNumbers(new Dictionary<double, int> { [0] = 0, [2.5] = 1, [double.NaN] = 2 });
        var categories = KeyMap.OfCategories([1, KeyMap.NotFound, 0]);

        Assert.Equal([0, 0, 1, 2, -1], new[] { 0, -0.0, 2.5, double.NaN, 2 }.Select(numbers.PlaceOf));
        Assert.Equal([1, -1, 0, -1, -1, -1], new[] { 0, 1, 2, 3, -1, double.NaN }.Select(categories.PlaceOf));
    }

    [Fact]
    public void Lookups_tell_missing_from_unknown()
    {
        var keys = KeyMap.OfNumbers(new Dictionary<double, int> { [5] = 0 });

        Assert.Equal([50, -1, double.NaN], Run(new LookupStep(keys, [50], -1, double.NaN, [0, 1, 2], 3), 5, 6, double.NaN));
    }

    private static double[] Run(GraphStep step, params double[] sources)
    {
        double[] cells = [.. sources, .. new double[step.Count]];
        Assert.True(step.Run(cells));
        return cells[sources.Length..];
    }
}
