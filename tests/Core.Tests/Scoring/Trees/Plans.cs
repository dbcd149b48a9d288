using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>Small plans in single precision with one margin.</summary>
internal static class Plans
{
    public static TreePlan Stump => new([Split(0, 0.5, 1, 2), Leaf(-1), Leaf(1)], 0);

    public static TreeEnsemblePlan Of(int inputs, params TreePlan[] trees) => new()
    {
        Inputs = [.. Enumerable.Range(0, inputs).Select(i => ModelInput.Number($"f{i}"))],
        Margins = ["margin"],
        Outputs = ["probability"],
        Trees = trees,
        Comparison = FloatPrecision.Binary32,
        Sum = FloatPrecision.Binary32,
        Base = [0.25],
        Link = new LinkFunction(Link.Logistic, FloatPrecision.Binary32),
    };

    public static TreeNode Split(int input, double threshold, int left, int right) => new()
    {
        Test = SplitTest.Below, Input = input, Threshold = threshold, Left = left, Right = right, Missing = MissingTest.NaN,
    };

    public static TreeNode Leaf(double value, int number = 0) => new() { Test = SplitTest.Leaf, Value = value, LeafNumber = number };
}
