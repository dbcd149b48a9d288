using System.Text;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Lightgbm;

namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

/// <summary>Expected values follow from LightGBM's published rules (tree.h: NumericalDecision, CategoricalDecision), worked out by hand.</summary>
public class LightgbmScoringTests
{
    private const double Left = -1;
    private const double Right = 1;

    [Theory]
    // At most the threshold goes left, in double precision.
    [InlineData(2, "0.5", 0.5, Left)]
    [InlineData(2, "0.5", 0.50000000000000011, Right)]
    [InlineData(2, "0.10000000000000001", 0.1, Left)]
    [InlineData(2, "1.0000000180025095e-35", 1e-35f, Left)]
    [InlineData(2, "0.5", double.PositiveInfinity, Right)]
    [InlineData(2, "0.5", double.NegativeInfinity, Left)]
    // Missing type none: NaN is 0, and the default direction means nothing.
    [InlineData(0, "0.5", double.NaN, Left)]
    [InlineData(2, "-0.5", double.NaN, Right)]
    [InlineData(2, "-0.5", 0, Right)]
    // Missing type zero: NaN and all that is as close to zero as single 1e-35 take the default direction.
    [InlineData(4, "0.5", 0, Right)]
    [InlineData(4, "0.5", double.NaN, Right)]
    [InlineData(4, "0.5", 1e-36, Right)]
    [InlineData(4, "0.5", -1e-36, Right)]
    [InlineData(4, "0.5", 1.1e-35, Left)]
    [InlineData(6, "-0.5", 0, Left)]
    [InlineData(6, "-0.5", double.NaN, Left)]
    [InlineData(6, "-0.5", -0.4, Right)]
    // Missing type NaN: only NaN takes the default direction.
    [InlineData(8, "0.5", double.NaN, Right)]
    [InlineData(8, "0.5", 0, Left)]
    [InlineData(10, "-0.5", double.NaN, Left)]
    [InlineData(10, "-0.5", 0, Right)]
    public void A_number_goes_the_way_of_its_missing_type(int decisionType, string threshold, double value, double expected) =>
        Assert.Equal(expected, LightgbmText.Margin(LightgbmText.Read(LightgbmText.Regression(LightgbmText.Stump(threshold, decisionType))), value));

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    public void An_input_that_reads_a_zero_for_a_missing_value_says_so(int decisionType, bool expected) =>
        Assert.Equal(expected, LightgbmText.Read(LightgbmText.Regression(LightgbmText.Stump("0.5", decisionType))).Inputs[0].TakesMissing);

    [Theory]
    [InlineData(0, Left)]
    [InlineData(1, Right)]
    [InlineData(2, Left)]
    [InlineData(2.9, Left)]
    [InlineData(3, Right)]
    [InlineData(33, Left)]
    [InlineData(34, Right)]
    [InlineData(64, Right)]
    [InlineData(-0.5, Left)]
    [InlineData(-1, Right)]
    [InlineData(ModelInput.UnknownCategory, Right)]
    [InlineData(1e9, Right)]
    [InlineData(5e9, Right)]
    [InlineData(double.NegativeInfinity, Right)]
    [InlineData(double.PositiveInfinity, Right)]
    [InlineData(double.NaN, Right)]
    public void Member_categories_go_left_and_everything_else_right(double value, double expected)
    {
        // Neither the missing type nor the default direction plays a part.
        foreach (int decisionType in new[] { 1, 3, 5, 7, 9, 11 })
        {
            string text = LightgbmText.Model(LightgbmText.Header("regression", infos: "0:2:33:1"), [LightgbmText.CategoryStump(decisionType)]);
            Assert.Equal(expected, LightgbmText.Margin(LightgbmText.Read(text), value));
        }
    }

    [Fact]
    public void Scores_are_added_in_double_precision_in_the_order_of_the_file()
    {
        Assert.Equal(0, LightgbmText.Margin(Leaves("1e16", "1", "-1e16"), 0));
        Assert.Equal(1, LightgbmText.Margin(Leaves("1e16", "-1e16", "1"), 0));
        Assert.Equal(0.1 + 0.2 + 0.3, LightgbmText.Margin(Leaves("0.10000000000000001", "0.20000000000000001", "0.29999999999999999"), 0));
    }

    [Theory]
    [InlineData("regression", -1.5, -1.5, "value")]
    [InlineData("regression_l1", -1.5, -1.5, "value")]
    [InlineData("huber", -1.5, -1.5, "value")]
    [InlineData("fair", -1.5, -1.5, "value")]
    [InlineData("quantile", -1.5, -1.5, "value")]
    [InlineData("mape", -1.5, -1.5, "value")]
    [InlineData("lambdarank", -1.5, -1.5, "value")]
    [InlineData("rank_xendcg", -1.5, -1.5, "value")]
    [InlineData("custom", -1.5, -1.5, "value")]
    [InlineData("regression sqrt", -1.5, -2.25, "value")]
    [InlineData("regression_l1 sqrt", 1.5, 2.25, "value")]
    [InlineData("poisson", 1, Math.E, "value")]
    [InlineData("gamma", 0, 1, "value")]
    [InlineData("tweedie", 1, Math.E, "value")]
    [InlineData("cross_entropy_lambda", 0, 0.6931471805599453, "value")]
    [InlineData("cross_entropy", 0, 0.5, "probability")]
    [InlineData("xentropy", 0, 0.5, "probability")]
    [InlineData("binary sigmoid:1", -1, 0.2689414213699951, "probability")]
    [InlineData("binary sigmoid:0.5", -2, 0.2689414213699951, "probability")]
    [InlineData("multiclassova num_class:1 sigmoid:2", -0.5, 0.2689414213699951, "probability")]
    public void An_objective_names_the_way_from_score_to_output(string objective, double score, double output, string name)
    {
        TreeEnsemble model = LightgbmText.Read(LightgbmText.Model(LightgbmText.Header(objective), [LightgbmText.Leaf(score.ToString("R"))]));
        Assert.Equal(score, LightgbmText.Margin(model, 0));
        Assert.Equal(output, Assert.Single(LightgbmText.Predict(model, 0)), 1e-16);
        Assert.Equal((name, "margin"), (Assert.Single(model.Outputs), Assert.Single(model.Margins)));
    }

    [Fact]
    public void Without_an_objective_scores_are_the_outputs()
    {
        string header = LightgbmText.Header("regression").Replace("objective=regression\n", "");
        Assert.Equal(7, Assert.Single(LightgbmText.Predict(LightgbmText.Read(LightgbmText.Model(header, [LightgbmText.Leaf("7")])), 0)));
    }

    [Fact]
    public void Trees_take_turns_among_the_classes()
    {
        string[] trees = [.. new[] { "1", "2", "3", "0.5", "-1", "0" }.Select(LightgbmText.Leaf)];
        TreeEnsemble model = LightgbmText.Read(LightgbmText.Model(LightgbmText.Header("multiclass num_class:3", classes: 3), trees));
        var margins = new double[3];
        model.Margin([0], margins);
        Assert.Equal([1.5, 1, 3], margins);
        // e^-1.5, e^-2 and 1 over their sum.
        double sum = Math.Exp(-1.5) + Math.Exp(-2) + 1;
        Assert.Equal([Math.Exp(-1.5) / sum, Math.Exp(-2) / sum, 1 / sum], LightgbmText.Predict(model, 0));
        Assert.Equal(3, model.Outputs.Distinct().Count());
    }

    [Fact]
    public void Each_class_of_one_against_all_has_its_own_sigmoid()
    {
        string[] trees = [LightgbmText.Leaf("0"), LightgbmText.Leaf("-0.5")];
        TreeEnsemble model = LightgbmText.Read(LightgbmText.Model(LightgbmText.Header("multiclassova num_class:2 sigmoid:2", classes: 2), trees));
        Assert.Equal([0.5, 1 / (1 + Math.E)], LightgbmText.Predict(model, 0));
    }

    [Fact]
    public void A_random_forest_averages_before_the_link()
    {
        string header = LightgbmText.Header("binary sigmoid:0.5").Replace("objective", "average_output\nobjective").Replace("v4", "v3");
        TreeEnsemble model = LightgbmText.Read(LightgbmText.Model(header, [LightgbmText.Leaf("-1"), LightgbmText.Leaf("-4"), LightgbmText.Leaf("-1")]));
        Assert.Equal(-2, LightgbmText.Margin(model, 0));
        Assert.Equal(1 / (1 + Math.E), Assert.Single(LightgbmText.Predict(model, 0)));
    }

    [Fact]
    public void Splits_come_first_and_nodes_keep_the_rows_that_came_by()
    {
        var lines = new LightgbmLines(Encoding.UTF8.GetBytes(LightgbmText.Mixed + "\n\n"));
        var reader = new LightgbmTreeReader([new LightgbmColumn("x", false, -1), new LightgbmColumn("y", true, 2)]);
        TreePlan tree = reader.Read(lines, 0);
        Assert.Equal([60, 40, 10, 20, 30], tree.Nodes.Select(node => node.Cover));
        Assert.Equal([(1, 3), (2, 4)], tree.Nodes.Take(2).Select(node => (node.Left, node.Right)));
        Assert.Equal([0.25, -0.5, 0.125], tree.Nodes.Skip(2).Select(node => node.Value));
        Assert.Equal([2u], Assert.Single(reader.Sets));
    }

    [Fact]
    public void Leaves_keep_their_numbers()
    {
        TreeEnsemble model = LightgbmText.Read(LightgbmText.MixedModel);
        var leaves = new int[2];
        foreach ((double x, double y, int leaf) in new[] { (1.5, 1.0, 0), (1.6, 1, 1), (double.NaN, 0, 2), (1, double.NaN, 2) })
        {
            model.Leaves([x, y], leaves);
            Assert.Equal([leaf, leaf], leaves);
        }
    }

    private static TreeEnsemble Leaves(params string[] values) => LightgbmText.Read(LightgbmText.Regression([.. values.Select(LightgbmText.Leaf)]));
}
