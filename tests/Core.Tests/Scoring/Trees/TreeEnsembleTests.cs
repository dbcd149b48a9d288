using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Scoring.Trees;

public sealed class TreeEnsembleTests
{
    [Fact]
    public void The_packed_form_gives_the_margins_and_leaves_of_the_plan_to_the_bit()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            RandomPlans random = RandomPlans.Of(seed);
            AssertSame(random.Plan, random.Rows);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Many_rows_at_once_are_the_rows_one_by_one()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            RandomPlans random = RandomPlans.Of(seed);
            TreeEnsemble model = Compile(random.Plan);
            double[] together = new double[random.Rows.Length * model.Outputs.Count];
            model.PredictRows([.. random.Rows.SelectMany(row => row)], together);

            double[] apart = [.. random.Rows.SelectMany(row => Outputs(model, row))];
            Assert.Equal(apart.Select(BitConverter.DoubleToInt64Bits), together.Select(BitConverter.DoubleToInt64Bits));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_tree_too_large_for_narrow_nodes_scores_the_same()
    {
        TreePlan tree = Chains.Balanced(17, leaf => leaf / 131_072d);

        AssertSame(Plans.Of(4, tree, Plans.Stump), [.. Enumerable.Range(0, 50).Select(i => new double[] { i % 7, -i, i / 3d, double.NaN })]);
    }

    [Fact]
    public void Trees_that_together_overflow_a_block_of_narrow_nodes_score_the_same()
    {
        TreePlan[] trees = [.. Enumerable.Range(0, 10).Select(t => Chains.Balanced(14, leaf => leaf * 0.001 + t))];

        AssertSame(Plans.Of(4, trees), [.. Enumerable.Range(0, 50).Select(i => new double[] { i % 7, -i, i / 3d, double.NaN })]);
    }

    [Fact]
    public void More_distinct_sets_than_a_narrow_node_can_name_score_the_same()
    {
        const int count = 66_000;
        TreePlan[] trees = [.. Enumerable.Range(0, count / 1_000).Select(t => Chains.OfSets(t * 1_000, 1_000 / 4))];
        TreeEnsemblePlan plan = Plans.Of(70, trees) with { Sets = [.. Enumerable.Range(0, count).Select(i => ImmutableArray.Create((uint)i))] };

        AssertSame(plan, [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 70).Select(f => (double)((f + i) % 33)).ToArray())]);
    }

    // The tables of some inputs fit into the room that there is for them, those of the others do not.
    private static TreeEnsemblePlan ManyCategories => Plans.Of(70, Chains.OfSets(0, 25)) with
    {
        Sets = [.. Enumerable.Range(0, 100).Select(s => Enumerable.Range(0, TreeEnsembleLimits.MostCategories / 32).Select(w => 0x9E3779B9u * (uint)(s * 2_048 + w + 1)).ToImmutableArray())],
    };

    [Fact]
    public void Categories_score_the_same_whether_their_tests_are_tabled_or_asked()
    {
        double[] values = [0, -0.0, 1, 31, 32, 65_535, 65_536, 1e10, 0.5, 2.7, -0.5, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

        AssertSame(ManyCategories, [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 70).Select(f => values[(f * 7 + i) % values.Length]).ToArray())]);
    }

    [Fact]
    public void Inputs_that_no_split_compares_cost_nothing_and_change_nothing()
    {
        TreeEnsemblePlan plan = Plans.Of(CompiledModel.MostInputs, Chains.Balanced(6, leaf => leaf));

        AssertSame(plan, [.. Enumerable.Range(0, 20).Select(i => Enumerable.Range(0, plan.Inputs.Count).Select(f => (f + i) % 5 - 2d).ToArray())]);
    }

    [Fact]
    public void A_deep_tree_beside_shallow_ones_is_walked_to_its_end()
    {
        TreePlan chain = Chains.Chain(TreeEnsembleLimits.MostDepth);
        TreeEnsemblePlan plan = Plans.Of(1, Plans.Stump, chain, Plans.Stump);
        TreeEnsemble model = Compile(plan);

        Assert.Equal(TreeEnsembleLimits.MostDepth, model.Shape.Depth);
        AssertSame(plan, [.. Enumerable.Range(-2, TreeEnsembleLimits.MostDepth + 4).Select(i => new double[] { i })]);
    }

    [Fact]
    public void Scoring_a_row_allocates_nothing()
    {
        TreePlan[] trees = [.. Enumerable.Range(0, 40).Select(t => Chains.Balanced(5, leaf => leaf * 0.01))];
        TreeEnsemblePlan single = Plans.Of(8, trees);
        AssertNothingAllocated(single);
        AssertNothingAllocated(ManyCategories);
        AssertNothingAllocated(single with { Comparison = FloatPrecision.Binary64, Sum = FloatPrecision.Binary64 });
        AssertNothingAllocated(single with { Sum = FloatPrecision.Binary64, BaseFirst = false, Divisor = 3 });
        AssertNothingAllocated(Plans.Of(CompiledModel.MostInputs, [.. Enumerable.Range(0, 70).Select(t => Chains.Wide(t * 58, 58))]));
    }

    [Fact]
    public void An_infinite_threshold_parts_the_missing_from_all_numbers()
    {
        TreePlan tree = new([Plans.Split(0, double.PositiveInfinity, 1, 2), Plans.Leaf(-1, 1), Plans.Leaf(1, 2)], 0);

        AssertSame(Plans.Of(1, tree), [[double.NaN], [double.PositiveInfinity], [float.MaxValue], [0], [float.MinValue]]);
    }

    [Fact]
    public void A_model_does_not_hold_on_to_the_nodes_that_it_was_packed_from()
    {
        (TreeEnsemble model, WeakReference tree) = CompileForgotten();
        GC.Collect();

        Assert.False(tree.IsAlive);
        GC.KeepAlive(model);
    }

    [Fact]
    public void A_row_or_room_of_the_wrong_length_is_a_bug_of_the_caller()
    {
        TreeEnsemble model = Compile(Plans.Of(2, Plans.Stump));

        Assert.Throws<ArgumentException>(() => model.Predict(new double[3], new double[1]));
        Assert.Throws<ArgumentException>(() => model.Predict(new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => model.Margin(new double[2], new double[2]));
        Assert.Throws<ArgumentException>(() => model.Leaves(new double[2], new int[2]));
        Assert.Throws<ArgumentException>(() => model.PredictRows(new double[5], new double[2]));
    }

    private static void AssertSame(TreeEnsemblePlan plan, ImmutableArray<double[]> rows)
    {
        TreeEnsemble model = Compile(plan);
        PlainWalk oracle = new(plan);
        double[] margins = new double[model.Margins.Count];
        int[] leaves = new int[model.Trees];
        foreach (double[] row in rows)
        {
            model.Margin(row, margins);
            model.Leaves(row, leaves);
            Assert.Equal(oracle.Margin(row).Select(BitConverter.DoubleToInt64Bits), margins.Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(oracle.Leaves(row), leaves);
        }
    }

    private static void AssertNothingAllocated(TreeEnsemblePlan plan)
    {
        TreeEnsemble model = Compile(plan);
        double[] row = [.. Enumerable.Range(0, plan.Inputs.Count).Select(f => f % 7 == 0 ? double.NaN : f % 5)];
        double[] outputs = new double[model.Outputs.Count];
        int[] leaves = new int[model.Trees];
        Assert.Equal(0, Allocation.Least(() => model.Predict(row, outputs)));
        Assert.Equal(0, Allocation.Least(() => model.Leaves(row, leaves)));
    }

    // Not inlined, so that no local of the caller keeps the tree.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TreeEnsemble Model, WeakReference Tree) CompileForgotten()
    {
        TreePlan tree = Plans.Stump;
        return (Compile(Plans.Of(1, tree)), new WeakReference(tree));
    }

    private static double[] Outputs(TreeEnsemble model, double[] row)
    {
        double[] outputs = new double[model.Outputs.Count];
        model.Predict(row, outputs);
        return outputs;
    }

    private static TreeEnsemble Compile(TreeEnsemblePlan plan)
    {
        DocumentErrors errors = new();
        TreeEnsemble? model = TreeEnsemble.Compile(plan, errors);
        Assert.Empty(errors.All);
        return model!;
    }
}
