using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>Trees of a given shape.</summary>
internal static class Chains
{
    /// <summary>Every leaf at the same depth; the inputs 0 to 3 in turn.</summary>
    public static TreePlan Balanced(int depth, Func<int, double> value)
    {
        int splits = (1 << depth) - 1;
        return new TreePlan(
            [.. Enumerable.Range(0, splits).Select(n => Plans.Split(n % 4, n * 37 % 11 - 4, 2 * n + 1, 2 * n + 2)),
             .. Enumerable.Range(0, splits + 1).Select(leaf => Plans.Leaf(value(leaf), leaf))], 0);
    }

    /// <summary>Leaves to the left of a chain of splits on input 0: the leaf n is reached by the numbers from n - 1 to n.</summary>
    public static TreePlan Chain(int depth) => Wide(depth, _ => 0, n => n);

    /// <summary>A chain in which each split compares another input.</summary>
    public static TreePlan Wide(int firstInput, int depth) => Wide(depth, n => firstInput + n, _ => 3);

    /// <summary>A balanced tree, as deep as needed, whose splits ask four sets each after another.</summary>
    public static TreePlan OfSets(int firstSet, int chains)
    {
        int splits = chains * 4;
        return new TreePlan(
            [.. Enumerable.Range(0, splits).Select(n => new TreeNode
             {
                 Test = SplitTest.InSet, Input = n % 70, Set = firstSet + n, Left = 2 * n + 1, Right = 2 * n + 2, Missing = MissingTest.NaN,
             }),
             .. Enumerable.Range(0, splits + 1).Select(leaf => Plans.Leaf(leaf * 0.5, leaf))], 0);
    }

    private static TreePlan Wide(int depth, Func<int, int> input, Func<int, double> threshold) => new(
        [.. Enumerable.Range(0, depth).SelectMany(n => new[] { Plans.Split(input(n), threshold(n), 2 * n + 1, 2 * n + 2), Plans.Leaf(n, n) }),
         Plans.Leaf(depth, depth)], 0);
}
