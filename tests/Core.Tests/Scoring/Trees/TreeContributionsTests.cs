using CreditDecision.Core.Scoring.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Scoring.Trees;

public class TreeContributionsTests
{
    private const double Rounding = 1e-12;

    // Left of 1 by input 0 came 30 of 40 rows; there, left of 1 by input 1 came 10 of 30.
    private static readonly TreePlan Small = new(
        [
            new TreeNode { Test = SplitTest.Below, Missing = MissingTest.NaN, Input = 0, Threshold = 1, Left = 1, Right = 2, Cover = 40 },
            new TreeNode { Test = SplitTest.Below, Missing = MissingTest.NaN, Input = 1, Threshold = 1, Left = 3, Right = 4, Cover = 30 },
            new TreeNode { Test = SplitTest.Leaf, Value = 8, Cover = 10 },
            new TreeNode { Test = SplitTest.Leaf, Value = 6, Cover = 10 },
            new TreeNode { Test = SplitTest.Leaf, Value = 3, Cover = 20 },
        ], 0);

    [Fact]
    public void A_small_tree_is_worth_what_a_hand_finds()
    {
        // Means: of none 5, of input 0 alone 4, of input 1 alone 3/4 · 6 + 1/4 · 8 = 6.5, of both 6.
        double[] contributions = TreeContributionsPlans.Contributions(TreeContributionsPlans.Of(3, Small), [0, 0, 0]);
        Assert.Equal((4 - 5 + 6 - 6.5) / 2, contributions[0], Rounding);
        Assert.Equal((6.5 - 5 + 6 - 4) / 2, contributions[1], Rounding);
        Assert.Equal(0, contributions[2]);
        Assert.Equal(5 + 0.25, contributions[3], Rounding);
    }

    [Fact]
    public void Contributions_are_the_mean_over_all_orders_in_which_inputs_become_known() => Prop.ForAll<int>(seed =>
    {
        var plans = new TreeContributionsPlans(seed);
        TreeEnsemblePlan plan = plans.Ensemble(inputs: 6, depth: 4, trees: 2);
        double[] row = plans.Row(6);
        for (int margin = 0; margin < 3; margin++)
        {
            double[] expected = new TreeContributionsOracle(plan, row, margin).Contributions();
            Assert.All(TreeContributionsPlans.Contributions(plan, row, margin).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Rounding * 10));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, 9)]
    [InlineData(12, 12)]
    [InlineData(40, 10)]
    public void Contributions_and_bias_add_up_to_the_margin(int inputs, int depth) => Prop.ForAll<int>(seed =>
    {
        var plans = new TreeContributionsPlans(seed);
        TreeEnsemblePlan plan = plans.Ensemble(inputs, depth, trees: 3);
        double[] row = plans.Row(inputs), margins = new double[3];
        TreeContributionsPlans.Compile(plan).Margin(row, margins);
        for (int margin = 0; margin < 3; margin++)
            Assert.Equal(margins[margin], TreeContributionsPlans.Contributions(plan, row, margin).Sum(), Rounding * 10);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_input_that_no_tree_of_the_margin_reads_gets_exactly_nothing() => Prop.ForAll<int>(seed =>
    {
        var plans = new TreeContributionsPlans(seed);
        TreeEnsemblePlan plan = plans.Ensemble(inputs: 5, depth: 4, trees: 3);
        double[] row = plans.Row(7);
        plan = plan with { Inputs = TreeContributionsPlans.Of(7).Inputs };
        for (int margin = 0; margin < 3; margin++)
        {
            var read = plan.Trees.Where(tree => tree.Margin < 0 || tree.Margin == margin)
                .SelectMany(tree => tree.Nodes).Where(node => node.Test != SplitTest.Leaf).Select(node => node.Input).ToHashSet();
            double[] contributions = TreeContributionsPlans.Contributions(plan, row, margin);
            Assert.All(Enumerable.Range(0, 7).Where(input => !read.Contains(input)), input => Assert.Equal(0, contributions[input]));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Inputs_that_do_the_same_get_the_same() => Prop.ForAll<int>(seed =>
    {
        var plans = new TreeContributionsPlans(seed);
        TreeEnsemblePlan plan = plans.Ensemble(inputs: 4, depth: 5, trees: 3);
        // Each tree once more with inputs 0 and 1 exchanged: nothing tells the two from each other where the row does not.
        static TreeNode Exchanged(TreeNode node) => node.Test != SplitTest.Leaf && node.Input < 2 ? node with { Input = 1 - node.Input } : node;
        plan = plan with { Trees = [.. plan.Trees, .. plan.Trees.Select(tree => tree with { Nodes = [.. tree.Nodes.Select(Exchanged)] })] };
        double[] row = plans.Row(4);
        row[1] = row[0];
        double[] contributions = TreeContributionsPlans.Contributions(plan, row, 1);
        Assert.Equal(contributions[0], contributions[1], Rounding * 10);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(9, 0.25)]
    [InlineData(100, 0.75)]
    [InlineData(512, 0.99)]
    public void A_chain_of_splits_by_different_inputs_shares_evenly(int depth, double share)
    {
        // The row passes all splits, which the given share of rows did at each: the last leaf's 1 is worth (1 - share^depth) / depth to each.
        var nodes = new List<TreeNode>();
        for (int i = 0; i < depth; i++)
        {
            nodes.Add(new TreeNode { Test = SplitTest.Below, Missing = MissingTest.NaN, Input = i, Threshold = 1, Left = 2 * i + 2, Right = 2 * i + 1, Cover = share });
            nodes.Add(new TreeNode { Test = SplitTest.Leaf, Cover = 1 - share });
        }
        nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = 1, Cover = share });
        double[] contributions = TreeContributionsPlans.Contributions(TreeContributionsPlans.Of(depth, new TreePlan([.. nodes], 0)), new double[depth]);
        Assert.All(contributions[..^1], contribution => Assert.Equal((1 - Math.Pow(share, depth)) / depth, contribution, Rounding));
        Assert.Equal(Math.Pow(share, depth) + 0.25, contributions[^1], Rounding);
    }

    [Fact]
    public void Without_covers_every_leaf_below_a_node_weighs_the_same()
    {
        TreePlan Covered(params double[] covers) => Small with { Nodes = [.. Small.Nodes.Select((node, i) => node with { Cover = covers[i] })] };
        double[] Of(TreePlan tree) => TreeContributionsPlans.Contributions(TreeContributionsPlans.Of(2, tree), [2, 0]);
        Assert.Equal(Of(Covered(3, 2, 1, 1, 1)), Of(Covered(0, 0, 0, 0, 0)));
        Assert.Equal(Of(Covered(3, 2, 1, 1, 1)), Of(Covered(9, 2, 1, 0, 0)));
        // Only leaves have one.
        Assert.Equal(Of(Covered(40, 30, 10, 10, 20)), Of(Covered(0, 0, 10, 10, 20)));
        Assert.Equal(Of(Covered(1, 0, 1, 0, 0)), Of(Covered(0, double.NaN, 1, double.NegativeInfinity, -3)));
        Assert.All(Of(Covered(1, double.MaxValue, double.MaxValue, double.Epsilon, double.MaxValue)), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void A_single_leaf_is_all_bias() =>
        Assert.Equal([0, 0, 7.25], TreeContributionsPlans.Contributions(TreeContributionsPlans.Of(2, new TreePlan([new TreeNode { Test = SplitTest.Leaf, Value = 7 }], 0)), [1, 2]));

    [Fact]
    public void Single_precision_is_that_of_the_comparison()
    {
        // In single precision 0.1 is above itself in double; a value between the two goes another way.
        TreeEnsemblePlan plan = TreeContributionsPlans.Of(1, new TreePlan(
            [
                new TreeNode { Test = SplitTest.Below, Missing = MissingTest.NaN, Threshold = 0.1f, Left = 1, Right = 2 },
                new TreeNode { Test = SplitTest.Leaf, Value = 1 },
                new TreeNode { Test = SplitTest.Leaf, Value = 3 },
            ], 0));
        Assert.Equal(-1, TreeContributionsPlans.Contributions(plan, [0.1])[0], Rounding);
        Assert.Equal(1, TreeContributionsPlans.Contributions(plan with { Comparison = FloatPrecision.Binary32 }, [0.1])[0], Rounding);
    }

    [Fact]
    public void A_wrong_length_or_margin_is_refused()
    {
        TreeEnsemble model = TreeContributionsPlans.Compile(TreeContributionsPlans.Of(2, Small));
        Assert.Throws<ArgumentException>(() => model.Contributions(new double[3], 0, new double[4]));
        Assert.Throws<ArgumentException>(() => model.Contributions(new double[2], 0, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Contributions(new double[2], 1, new double[3]));
    }
}
