using System.Text.Json.Nodes;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

/// <summary>The same model in the spellings of other releases than the one that made it.</summary>
public class XgboostFormsTests
{
    private static readonly string[] TreeListsSince13 = ["split_type", "categories", "categories_nodes", "categories_segments", "categories_sizes"];

    [Fact]
    public void A_model_of_release_1_0_scores_the_same() => AssertSame("binary", root =>
    {
        root["version"] = new JsonArray(1, 0, 2);
        root.Learner().AsObject().Remove("feature_names");
        root.Learner().AsObject().Remove("feature_types");
        root.Learner()["attributes"] = new JsonObject();
        root.Param().AsObject().Remove("num_target");
        root.Param().AsObject().Remove("boost_from_average");
        root.Param()["base_score"] = "0.235000";
        root.Booster()["gbtree_model_param"]!.AsObject().Remove("num_parallel_tree");
        foreach (JsonNode? tree in root.Booster()["trees"]!.AsArray())
        {
            foreach (string list in TreeListsSince13) tree!.AsObject().Remove(list);
            JsonArray lefts = tree!["default_left"]!.AsArray();
            for (int i = 0; i < lefts.Count; i++) lefts[i] = lefts[i]!.GetValue<int>() == 1;
            tree["leaf_child_counts"] = new JsonArray([.. lefts.Select(_ => (JsonNode)0)]);
        }
    });

    [Fact]
    public void A_model_of_release_3_1_scores_the_same() => AssertSame("multiclass", root =>
    {
        root["version"] = new JsonArray(3, 1, 0);
        root.Param()["base_score"] = "[5E-1,5E-1,5E-1]";
        root.Param()["boost_from_average"] = "1";
        root.Booster()["iteration_indptr"] = new JsonArray(0, 3, 6, 9);
        root.Booster()["cats"] = JsonNode.Parse("""{"enc":[],"feature_segments":[],"sorted_idx":[]}""");
        foreach (JsonNode? tree in root.Booster()["trees"]!.AsArray()) tree!["tree_param"]!["size_leaf_vector"] = "1";
    });

    [Theory]
    [InlineData("\"2.35E-1\"")]
    [InlineData("\"0.235\"")]
    [InlineData("\"[2.35E-1]\"")]
    [InlineData("0.235")]
    [InlineData("[2.35E-1]")]
    public void The_base_score_may_be_spelled_in_five_ways(string score) => AssertSame("binary", root => root.Param()["base_score"] = JsonNode.Parse(score));

    [Fact]
    public void Each_class_may_have_a_base_score_of_its_own()
    {
        double[] row = [30000, 30, 0.5, 1];
        string[] scores = ["1E-1", "-2E0", "3E0"];
        float[][] alone = [.. scores.Select(score => XgboostArtifacts.Margins(Changed("multiclass", root => root.Param()["base_score"] = score), row))];
        float[] together = XgboostArtifacts.Margins(Changed("multiclass", root => root.Param()["base_score"] = $"[{string.Join(',', scores)}]"), row);
        Assert.Equal([alone[0][0], alone[1][1], alone[2][2]], together);
        Assert.NotEqual(alone[0][1], together[1]);
    }

    [Fact]
    public void Darts_weights_may_stand_in_a_gbtree_model() => AssertSame("dart", root =>
    {
        JsonNode dart = root.Learner()["gradient_booster"]!;
        JsonNode model = dart["gbtree"]!["model"]!.DeepClone();
        model["weight_drop"] = dart["weight_drop"]!.DeepClone();
        root.Learner()["gradient_booster"] = new JsonObject { ["name"] = "gbtree", ["model"] = model };
    });

    [Fact]
    public void Dart_makes_nothing_of_a_leaf_of_minus_nothing()
    {
        // The base score 0.5 has the margin -0, and the library (1.7.4) answers 0 for these.
        TreeEnsemble model = Changed("dart", root =>
        {
            JsonNode dart = root.Learner()["gradient_booster"]!;
            foreach (JsonNode? tree in dart["gbtree"]!["model"]!["trees"]!.AsArray()) SetLeaves(tree!, "-0E0");
        });
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(Assert.Single(XgboostArtifacts.Margins(model, [30000, 30, 0.5, 1]))));
    }

    [Fact]
    public void A_base_score_of_zero_has_a_margin_since_release_3()
    {
        TreeEnsemble model = Changed("binary", root =>
        {
            root["version"] = new JsonArray(3, 1, 1);
            root.Param()["base_score"] = "[0E0]";
            foreach (JsonNode? tree in root.Booster()["trees"]!.AsArray()) SetLeaves(tree!, "0E0");
        });
        Assert.Equal(-MathF.Log(1 / 1e-6f - 1), Assert.Single(XgboostArtifacts.Margins(model, new double[4])));
        Assert.Equal("has no finite margin under the model's objective",
            XgboostArtifacts.Refusal(XgboostArtifacts.Changed("binary", root => root.Param()["base_score"] = "0E0")).Message);
    }

    [Fact]
    public void Trees_after_the_best_iteration_do_not_score_unless_the_attribute_is_gone()
    {
        JsonNode file = JsonNode.Parse(XgboostArtifacts.Bytes("early.json"))!;
        int all = file.Booster()["trees"]!.AsArray().Count;
        int best = int.Parse(file.Learner()["attributes"]!["best_iteration"]!.GetValue<string>());
        Assert.True(best + 1 < all);
        Assert.Equal(best + 1, XgboostArtifacts.Model(XgboostArtifacts.Bytes("early.json")).Trees);
        Assert.Equal(all, Changed("early", root => root.Learner()["attributes"]!.AsObject().Remove("best_iteration")).Trees);
    }

    [Fact]
    public void Iterations_are_told_in_trees_by_what_the_release_left()
    {
        Action<JsonNode> best(string iteration) => root => root.Learner()["attributes"]!["best_iteration"] = iteration;
        Assert.Equal(6, Changed("forest", best("0")).Trees);
        Assert.Equal(12, Changed("forest", best("7")).Trees);
        Assert.Equal(9, Changed("forest", best("0") + (root => root.Booster()["iteration_indptr"] = new JsonArray(0, 9, 12))).Trees);
        Action<JsonNode> old = best("0") + (root => root.Booster()["gbtree_model_param"]!.AsObject().Remove("num_parallel_tree"));
        Assert.Equal(6, Changed("forest", old + (root => root.Learner()["attributes"]!["best_ntree_limit"] = "2")).Trees);
        Assert.Equal("learner.attributes.best_iteration",
            XgboostArtifacts.Refusal(XgboostArtifacts.Changed("forest", old + (root => root.Learner()["attributes"]!.AsObject().Remove("best_ntree_limit")))).Path);
    }

    [Fact]
    public void Categories_that_the_model_carries_become_those_of_its_inputs()
    {
        TreeEnsemble model = Changed("categorical", root => root.Booster()["cats"] = JsonNode.Parse("""
            {"enc":[{"type":7,"values":[]},{"offsets":[0,3,3,9],"values":[97,112,112,-27,-107,-122,-27,-97,-114]},{"type":5,"values":[7,-1]}],
             "feature_segments":[0,0,3,5],"sorted_idx":[1,0,2,1,0],"is_ref":false,"sorted":true}
            """));
        Assert.Empty(model.Inputs[0].Categories);
        Assert.Equal(["app", "", "商城"], model.Inputs[1].Categories);
        Assert.Equal(["7", "-1"], model.Inputs[2].Categories);
        Assert.Equal(InputType.Category, model.Inputs[2].Type);
    }

    [Fact]
    public void Several_targets_have_a_margin_each()
    {
        TreeEnsemble model = Changed("binary", root =>
        {
            root.Param()["num_target"] = "2";
            root.Booster()["tree_info"] = new JsonArray(0, 1, 0, 1);
        });
        Assert.Equal(["target0", "target1"], model.Margins);
        Assert.Equal(2, XgboostArtifacts.Outputs(model, [1, 2, 3, 4]).Distinct().Count());
    }

    private static TreeEnsemble Changed(string name, Action<JsonNode> change) => XgboostArtifacts.Model(XgboostArtifacts.Changed(name, change));

    private static void SetLeaves(JsonNode tree, string value)
    {
        JsonArray conditions = tree["split_conditions"]!.AsArray();
        for (int i = 0; i < conditions.Count; i++)
            if (tree["left_children"]![i]!.GetValue<int>() == -1) conditions[i] = JsonNode.Parse(value);
    }

    private static void AssertSame(string name, Action<JsonNode> change)
    {
        TreeEnsemble model = Changed(name, change);
        CsvTable table = XgboostArtifacts.Table(name);
        for (int i = 0; i < table.Rows; i++)
            Assert.Equal(XgboostArtifacts.Row(table, "margin", i).Select(margin => (float)margin), XgboostArtifacts.Margins(model, XgboostArtifacts.Row(table, "x", i)));
    }
}
