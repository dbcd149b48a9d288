using CreditDecision.Core.Documents;
using static CreditDecision.Modeling.Tests.Formats.Onnx.OnnxBytes;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>Trees that are none, and trees for which ONNX Runtime does not do what the specification says.</summary>
public class OnnxTreeRefusalTests
{
    [Fact]
    public void A_sound_tree_is_read() => Assert.Equal(1, OnnxModels.Predict(OnnxModels.Read(Regressor(Stump)), [0.25])[0]);

    [Fact]
    public void Node_ids_may_be_any_numbers() =>
        Assert.Equal(2, OnnxModels.Predict(OnnxModels.Read(Regressor(Stump with { Ids = [70, -5, 900], True = [900, 0, 0], False = [-5, 0, 0], VoteNodes = [900, -5] })), [0.75])[0]);

    [Theory]
    [InlineData(0, 2, "")]
    [InlineData(1, 1, "")]
    [InlineData(2, 0, "")]
    [InlineData(3, 2, "names node 3")]
    [InlineData(-1, 2, "names node -1")]
    [InlineData(1L << 32, 2, "names node 4294967296")]
    public void Children_in_a_circle_shared_or_absent_are_refused(long yes, long no, string what) =>
        AssertRefused(Regressor(Stump with { True = [yes, 0, 0], False = [no, 0, 0] }), what);

    [Fact]
    public void Equalities_in_a_circle_are_refused()
    {
        string[] modes = ["BRANCH_LT", "BRANCH_EQ", "BRANCH_EQ", "LEAF"];
        Tables circle = new([0, 1, 2, 3], modes, [3, 3, 3, 0], [1, 2, 1, 0], [3], [0], [1]);
        AssertRefused(Regressor(circle), "equality in a circle");
        AssertRefused(Regressor(circle with { Modes = ["BRANCH_EQ", "BRANCH_EQ", "BRANCH_EQ", "LEAF"], False = [1, 2, 0, 0] }), "equality in a circle");
    }

    [Fact]
    public void Nodes_and_votes_that_stand_twice_are_refused()
    {
        AssertRefused(Regressor(Stump with { Ids = [0, 1, 1] }), "has node 1 of tree 0 twice");
        AssertRefused(Regressor(Stump with { VoteNodes = [1, 1] }), "votes twice for one target");
        AssertRefused(Regressor(Stump with { VoteNodes = [1, 0] }), "votes at node 0, which is no leaf");
        AssertRefused(Regressor(Stump with { VoteNodes = [1, 9] }), "names node 9");
        AssertRefused(Regressor(Stump with { Targets = [0, 1] }), "votes for target 1 of 1");
        AssertRefused(Regressor(Stump with { TreeIds = [0, 1, 0] }), "must list the nodes of tree 0 together");
    }

    [Fact]
    public void Tables_of_other_lengths_and_modes_without_meaning_are_refused()
    {
        AssertRefused(Regressor(Stump with { True = [1, 0] }), "nodes_truenodeids has 2 entries, must have 3");
        AssertRefused(Regressor(Stump with { Modes = ["BRANCH_LIKE", "LEAF", "LEAF"] }), "mode 'BRANCH_LIKE' is unknown");
        AssertRefused(Regressor(Stump with { Column = 1 }), "reads column 1 of 1");
        AssertRefused(Regressor(Stump, Int("n_targets", 1L << 31)), "targets, has 2147483648");
        AssertRefused(Regressor(Stump with { Threshold = float.NaN }), "");
        AssertRefused(Regressor(Stump with { Modes = ["BRANCH_EQ", "LEAF", "LEAF"], Threshold = float.PositiveInfinity }), "tests for");
    }

    [Fact]
    public void Aggregates_other_than_sum_and_average_are_refused() =>
        AssertRefused(Regressor(Stump, Int("n_targets", 1), String("aggregate_function", "MAX")), "aggregate_function MAX is not supported");

    [Fact]
    public void A_regressors_logistic_is_applied_as_specified() =>
        Assert.Equal(1 / (1 + Math.Exp(-1)), OnnxModels.Predict(OnnxModels.Read(Regressor(Stump, Int("n_targets", 1), String("post_transform", "LOGISTIC"))), [0.25])[0], 1e-7);

    [Fact]
    public void One_score_for_two_classes_takes_no_other_link_and_one_base_value()
    {
        AssertRefused(Classifier(Stump, String("post_transform", "SOFTMAX")), "one score, to which its post_transform does not apply");
        AssertRefused(Classifier(Stump, String("post_transform", "LOGISTIC")), "one score that is never negative");
        AssertRefused(Classifier(Stump, Floats("base_values", 1, 2)), "2 base values for one score");
        Assert.Equal(1 / (1 + Math.Exp(0.5)), OnnxModels.Predict(OnnxModels.Read(Classifier(Stump, String("post_transform", "LOGISTIC"), Floats("base_values", -1.5f))), [0.25])[0], 1e-7);
    }

    [Fact]
    public void Two_scores_for_two_classes_take_no_base_value() =>
        AssertRefused(Classifier(Stump with { Targets = [0, 1] }, Floats("base_values", 1, 2)), "2 base values for 2 classes");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Links_of_version_5_on_which_the_runtime_differs_are_refused(int transform) => AssertRefused(Ensemble5([0], [0], [1], transform), "post_transform");

    [Fact]
    public void Version_5_is_held_to_the_same()
    {
        Assert.Equal(1, OnnxModels.Predict(OnnxModels.Read(Ensemble5([0], [0], [1], 0)), [0.25])[0]);
        AssertRefused(Ensemble5([0, 0], [0], [1], 0), "reaches node 0 twice");
        AssertRefused(Ensemble5([1], [0], [1], 0), "names node 1 of 1");
        AssertRefused(Ensemble5([0], [2], [1], 0), "names leaf 2 of 2");
        AssertRefused(Ensemble5([0], [0], [0], 0, isInner: 1), "reaches node 0 twice");
        AssertRefused(Ensemble5([1L << 31], [0], [1], 0), "names node 2147483648");
    }

    private sealed record Tables(long[] Ids, string[] Modes, long[] True, long[] False, long[] VoteNodes, long[] Targets, float[] Weights)
    {
        public long[] TreeIds { get; init; } = new long[Ids.Length];
        public long Column { get; init; }
        public float Threshold { get; init; } = 0.5f;
    }

    private static Tables Stump => new([0, 1, 2], ["BRANCH_LT", "LEAF", "LEAF"], [1, 0, 0], [2, 0, 0], [1, 2], [0, 0], [1, 2]);

    private static byte[] Regressor(Tables tables, params byte[][] more) => Build("TreeEnsembleRegressor", "target", tables, more.Length == 0 ? [Int("n_targets", 1)] : more, ["Y"]);

    private static byte[] Classifier(Tables tables, params byte[][] more) =>
        Build("TreeEnsembleClassifier", "class", tables, [Ints("classlabels_int64s", 0, 1), .. more], ["label", "Y"]);

    private static byte[] Build(string operation, string prefix, Tables tables, byte[][] more, string[] outputs)
    {
        byte[][] attributes =
        [
            Ints("nodes_treeids", tables.TreeIds), Ints("nodes_nodeids", tables.Ids), Strings("nodes_modes", tables.Modes),
            Ints("nodes_featureids", [.. tables.Ids.Select(_ => tables.Column)]), Floats("nodes_values", [.. tables.Ids.Select(_ => tables.Threshold)]),
            Ints("nodes_truenodeids", tables.True), Ints("nodes_falsenodeids", tables.False),
            Ints($"{prefix}_treeids", [.. tables.VoteNodes.Select(_ => 0L)]), Ints($"{prefix}_nodeids", tables.VoteNodes),
            Ints($"{prefix}_ids", tables.Targets), Floats($"{prefix}_weights", tables.Weights),
        ];
        return Model(Input("X", 1, -1, 1), Node(operation, Learning, ["X"], outputs, [.. attributes, .. more]), Output("Y"));
    }

    // One node "x <= 0.5" with leaves of 1 and 2.
    private static byte[] Ensemble5(long[] roots, long[] yes, long[] no, int transform, long isInner = 0)
    {
        byte[] node = Node(
            "TreeEnsemble", Learning, ["X"], ["Y"], Ints("tree_roots", roots), Ints("nodes_featureids", 0), Ints("nodes_truenodeids", yes), Ints("nodes_falsenodeids", no),
            Ints("nodes_trueleafs", 1 - isInner), Ints("nodes_falseleafs", 1), Ints("leaf_targetids", 0, 0), Int("n_targets", 1), Int("post_transform", transform),
            TensorAttribute("nodes_modes", [.. Tensor(2, 1), .. Message(9, [0])]), TensorAttribute("nodes_splits", [.. Tensor(1, 1), .. Message(9, [0, 0, 0, 0x3F])]),
            TensorAttribute("leaf_weights", [.. Tensor(1, 2), .. Message(9, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])]));
        return [.. Number(1, 8), .. Message(7, [.. Input("X", 1, -1, 1), .. node, .. Output("Y")]), .. Opset("", 15), .. Opset(Learning, 5)];
    }

    private static void AssertRefused(byte[] model, string what)
    {
        DocumentError error = OnnxModels.Refusal(model);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }
}
