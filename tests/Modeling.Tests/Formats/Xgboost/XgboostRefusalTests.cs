using System.Text;
using System.Text.Json.Nodes;
using CreditDecision.Core.Documents;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

/// <summary>Sound documents that are no model which could be scored without guessing.</summary>
public class XgboostRefusalTests
{
    private const string Tree0 = "learner.gradient_booster.model.trees[0]";

    public static TheoryData<string, string, string, string, string> Changes => new()
    {
        // model, where, new value ("" removes), path of the refusal, part of the message
        { "binary", "surprise", "1", "surprise", "not known" },
        { "binary", "learner/surprise", "1", "learner.surprise", "not known" },
        { "binary", "learner/learner_model_param/surprise", "1", "learner.learner_model_param.surprise", "not known" },
        { "binary", "learner/gradient_booster/surprise", "1", "learner.gradient_booster.surprise", "not known" },
        { "binary", "learner/gradient_booster/model/surprise", "1", "learner.gradient_booster.model.surprise", "not known" },
        { "binary", "learner/gradient_booster/model/trees/0/surprise", "1", $"{Tree0}.surprise", "not known" },
        { "binary", "learner/gradient_booster/model/trees/0/leaf_weights", "[1,2]", $"{Tree0}.leaf_weights", "leaves are vectors" },
        { "binary", "learner/gradient_booster/model/trees/0/tree_param/size_leaf_vector", "\"3\"", $"{Tree0}.tree_param.size_leaf_vector", "must be 0 to 1" },
        { "binary", "learner/gradient_booster/model/trees/0/tree_param/num_nodes", "\"2147483648\"", $"{Tree0}.tree_param.num_nodes", "whole number" },
        { "binary", "learner/gradient_booster/model/trees/0/tree_param/num_nodes", "\"2147483647\"", $"{Tree0}.tree_param.num_nodes", "must be 1 to 4194304" },
        { "binary", "learner/gradient_booster/model/trees/0/tree_param/num_nodes", "\"3\"", $"{Tree0}.left_children", "must hold 3 values" },
        { "binary", "learner/gradient_booster/model/trees/0/tree_param/num_deleted", "\"1\"", $"{Tree0}.tree_param.num_deleted", "0 nodes are deleted" },
        { "binary", "learner/gradient_booster/model/trees/0/id", "1", $"{Tree0}.id", "must be 0 to 0" },
        { "binary", "learner/gradient_booster/model/trees/0/left_children/0", "999", $"{Tree0}.left_children[0]", "must be 0 to" },
        { "binary", "learner/gradient_booster/model/trees/0/left_children/0", "-2", $"{Tree0}.left_children[0]", "must be 0 to" },
        { "binary", "learner/gradient_booster/model/trees/0/left_children/0", "-1", $"{Tree0}.right_children[0]", "must be -1" },
        { "binary", "learner/gradient_booster/model/trees/0/right_children/0", "1.5", $"{Tree0}.right_children", "whole numbers" },
        { "binary", "learner/gradient_booster/model/trees/0/default_left/0", "2", $"{Tree0}.default_left[0]", "0 or 1" },
        { "binary", "learner/gradient_booster/model/trees/0/split_type/0", "2", $"{Tree0}.split_type[0]", "0 (numerical)" },
        { "binary", "learner/gradient_booster/model/trees/0/split_type/0", "1", $"{Tree0}.split_type[0]", "categories_nodes" },
        { "binary", "learner/gradient_booster/model/trees/0/split_conditions", "", $"{Tree0}.split_conditions", "missing" },
        { "binary", "learner/gradient_booster/model/trees/0/sum_hessian", "[1]", $"{Tree0}.sum_hessian", "must hold" },
        { "binary", "learner/gradient_booster/model/tree_info", "[0,0,0]", "learner.gradient_booster.model.tree_info", "must hold 4" },
        { "binary", "learner/gradient_booster/model/tree_info/1", "-1", "learner.gradient_booster.model.tree_info[1]", "must be 0 to 0" },
        { "binary", "learner/gradient_booster/model/gbtree_model_param/num_trees", "\"5\"", "learner.gradient_booster.model.gbtree_model_param.num_trees", "says 5" },
        { "binary", "learner/gradient_booster/name", "\"gblinear\"", "learner.gradient_booster.name", "gblinear" },
        { "dart", "learner/gradient_booster/weight_drop", "[1.0]", "learner.gradient_booster.weight_drop", "for each tree" },
        { "binary", "learner/objective/name", "\"reg:quantileerror\"", "learner.objective.name", "reg:quantileerror" },
        { "binary", "learner/learner_model_param/base_score", "\"NaN\"", "learner.learner_model_param.base_score", "no finite margin" },
        { "binary", "learner/learner_model_param/base_score", "\"[1E-1,2E-1]\"", "learner.learner_model_param.base_score", "must hold 1 or 1" },
        { "binary", "learner/learner_model_param/num_feature", "\"4097\"", "learner.learner_model_param.num_feature", "4096" },
        { "binary", "learner/learner_model_param/num_feature", "\"3\"", "learner.feature_names", "must hold 3" },
        { "multiclass", "learner/learner_model_param/num_class", "\"0\"", "learner.learner_model_param.num_class", "at least 2" },
        { "binary", "learner/feature_names/0", "\"age\"", "learner.feature_names", "a second time" },
        { "categorical", "learner/feature_types/0", "\"text\"", "learner.feature_types", "known are" },
        { "binary", "learner/attributes/best_iteration", "\"soon\"", "learner.attributes.best_iteration", "whole number" },
        { "binary", "version", "[4,0,0]", "version", "4.0.0" },
        { "categorical", "learner/gradient_booster/model/trees/0/categories/0", "65536", $"{Tree0}.categories", "0 to 65535" },
        { "categorical", "learner/gradient_booster/model/trees/0/categories_sizes/0", "0", $"{Tree0}.categories_sizes", "holds 0" },
        { "categorical", "learner/gradient_booster/model/trees/0/categories_segments/0", "2147483647", $"{Tree0}.categories_segments", "leads beyond" },
        { "categorical", "learner/gradient_booster/model/trees/0/categories_nodes/0", "1", $"{Tree0}.categories_nodes", "once" },
        { "categorical", "learner/gradient_booster/model/trees/0/split_type/0", "0", $"{Tree0}.split_type[0]", "categories_nodes" },
        { "categorical", "learner/gradient_booster/model/cats", """{"enc":[{"offsets":[0,9],"values":[97]}]}""", "learner.gradient_booster.model.cats.enc", "must hold 3 features" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_cannot_be_scored_without_guessing_is_refused_with_its_path(string model, string where, string value, string path, string message)
    {
        DocumentError refusal = XgboostArtifacts.Refusal(XgboostArtifacts.Changed(model, root => Set(root, where.Split('/'), value)));
        Assert.Equal(path, refusal.Path);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Statistics_that_are_used_must_be_finite(string number)
    {
        string json = Encoding.UTF8.GetString(XgboostArtifacts.Bytes("regression.json"));
        int list = json.IndexOf("\"sum_hessian\":[", StringComparison.Ordinal) + 15;
        string spoiled = json[..list] + number + json[json.IndexOf(',', list)..];
        Assert.Equal($"{Tree0}.sum_hessian[0]", XgboostArtifacts.Refusal(Encoding.UTF8.GetBytes(spoiled)).Path);
    }

    [Fact]
    public void Statistics_that_are_not_used_may_be_anything()
    {
        string json = Encoding.UTF8.GetString(XgboostArtifacts.Bytes("regression.json"));
        foreach (string list in (string[])["loss_changes", "base_weights"])
            json = json.Replace($"\"{list}\":[", $"\"{list}\":[NaN,-Infinity,Infinity,1e999,", StringComparison.Ordinal);
        XgboostArtifacts.Model(Encoding.UTF8.GetBytes(json));
    }

    // Where every tree format can break, the common compiler refuses.
    [Theory]
    [InlineData("left_children/0", "0", "trees[0].nodes[0]")]
    [InlineData("left_children/1", "1", "trees[0].nodes[1]")]
    [InlineData("right_children/0", "1", "trees[0].nodes[0]")]
    [InlineData("split_indices/0", "4", "trees[0].nodes[0]")]
    [InlineData("split_indices/0", "-1", "trees[0].nodes[0]")]
    public void A_tree_that_is_none_is_refused_with_its_node(string where, string value, string path) => Assert.Equal(path, XgboostArtifacts.Refusal(
        XgboostArtifacts.Changed("binary", root => Set(root, [.. "learner/gradient_booster/model/trees/0".Split('/'), .. where.Split('/')], value))).Path);

    [Fact]
    public void A_condition_that_is_no_number_is_refused_unless_the_split_is_by_categories()
    {
        string json = Encoding.UTF8.GetString(XgboostArtifacts.Bytes("binary.json"));
        int list = json.IndexOf("\"split_conditions\":[", StringComparison.Ordinal) + 20;
        Assert.Equal("trees[0].nodes[0]", XgboostArtifacts.Refusal(Encoding.UTF8.GetBytes(json[..list] + "NaN" + json[json.IndexOf(',', list)..])).Path);
    }

    [Fact]
    public void Lists_are_counted_before_anything_is_made_of_them()
    {
        JsonArray many = new([.. Enumerable.Range(0, 65_537).Select(_ => (JsonNode)new JsonObject())]);
        DocumentError refusal = XgboostArtifacts.Refusal(XgboostArtifacts.Changed("binary", root => root.Booster()["trees"] = many));
        Assert.Equal(("learner.gradient_booster.model.trees", "holds 65537 items, more than 65536"), (refusal.Path, refusal.Message));
    }

    [Fact]
    public void Names_are_quoted_without_what_steers_a_terminal_or_breaks_a_line()
    {
        string name = "a\u001b[2J\r\n" + new string('x', 56) + "\ud83d\ude00 and more";
        DocumentError refusal = XgboostArtifacts.Refusal(XgboostArtifacts.Changed("binary", root => root.Learner()["objective"]!["name"] = name));
        Assert.Equal($"\"a?[2J??{new string('x', 56)}...\" is no objective whose scores are known here", refusal.Message);
    }

    [Fact]
    public void The_old_binary_format_is_refused_with_advice() =>
        Assert.Contains("save it as JSON", XgboostArtifacts.Refusal([.. "binf"u8, 0, 0, 0, 63, 1]).Message, StringComparison.Ordinal);

    private static void Set(JsonNode node, string[] keys, string value)
    {
        foreach (string key in keys[..^1]) node = int.TryParse(key, out int index) && node is JsonArray ? node[index]! : node[key]!;
        JsonNode? set = value.Length == 0 ? null : JsonNode.Parse(value);
        if (set is null) node.AsObject().Remove(keys[^1]);
        else if (node is JsonArray list) list[int.Parse(keys[^1])] = set;
        else node[keys[^1]] = set;
    }
}
