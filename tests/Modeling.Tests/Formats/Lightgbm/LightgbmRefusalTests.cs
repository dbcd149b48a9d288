namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

public class LightgbmRefusalTests
{
    [Theory]
    [InlineData("version=v4", "version=v5", "line 2: version: must be v2, v3 or v4")]
    [InlineData("version=v4\n", "", "line 2: the header lacks version")]
    [InlineData("version=v4", "version=v4\nversion=v4", "line 3: version: stands twice")]
    [InlineData("version=v4", "version=v4\nflavour=sweet", "line 3: the header holds \"flavour\", which is unknown")]
    [InlineData("num_class=1", "num_class=0", "line 3: num_class: must be from 1 to 1024, is 0")]
    [InlineData("num_class=1", "num_class=one", "line 3: num_class: \"one\" is no whole number of 32 bits")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=2", "line 4: num_tree_per_iteration: must be num_class, 1")]
    [InlineData("max_feature_idx=1", "max_feature_idx=4096", "line 6: max_feature_idx: must be from 0 to 4095, is 4096")]
    [InlineData("max_feature_idx=1", "max_feature_idx=2", "line 8: feature_names: must hold 3 values, holds 2")]
    [InlineData("feature_names=x y", "feature_names=x x", "line 8: feature_names: \"x\" stands twice")]
    [InlineData("feature_names=x y", "feature_names=x  y", "line 8: feature_names: must hold values with one space between")]
    [InlineData("feature_names=x y", "feature_names=x y ", "line 8: feature_names: must hold values with one space between")]
    [InlineData("feature_names=x y", "feature_names=x y\u0001", "line 8: feature_names: a name holds a control character")]
    [InlineData("1:0:2\n", "1:0:x\n", "line 9: feature_infos: of \"y\" must be none, [least:most] or codes")]
    [InlineData("[0:9] 1:0:2", "[0:9]", "line 9: feature_infos: must hold 2 values, holds 1")]
    [InlineData("binary sigmoid:1", "binary", "line 7: objective: lacks sigmoid")]
    [InlineData("binary sigmoid:1", "binary sigmoid:0", "line 7: objective: sigmoid must be a finite number above 0")]
    [InlineData("binary sigmoid:1", "binary sigmoid:inf", "line 7: objective: sigmoid must be a finite number above 0")]
    [InlineData("binary sigmoid:1", "binary sigmoid:1 sqrt", "line 7: objective: \"binary sigmoid:1 sqrt\" holds what is unknown")]
    [InlineData("binary sigmoid:1", "huber sqrt", "line 7: objective: \"huber sqrt\" holds what is unknown")]
    [InlineData("binary sigmoid:1", "multiclass num_class:3", "line 7: objective: num_class must be as in the header, 1")]
    [InlineData("binary sigmoid:1", "survival", "line 7: objective: \"survival\" is unknown")]
    [InlineData("version=v4\n", "version=v2\naverage_output\n", "line 3: average_output: a random forest of version v2 does not say")]
    public void A_header_is_refused_with_the_line(string found, string replaced, string expected) => AssertRefused(found, replaced, expected);

    [Theory]
    [InlineData("num_leaves=3\n", "", "line 13: the tree lacks num_leaves")]
    [InlineData("num_leaves=3", "num_leaves=0", "line 13: num_leaves: must be from 1 to 2147483647, is 0")]
    [InlineData("num_leaves=3", "num_leaves=2147483647", "line 13: num_leaves: the trees must hold at most 4194304 nodes in all, this one makes them 4294967293")]
    [InlineData("num_leaves=3", "num_leaves=2147483648", "line 13: num_leaves: \"2147483648\" is no whole number of 32 bits")]
    [InlineData("num_leaves=3", "num_leaves=4", "line 15: split_feature: must hold 3 values, holds 2")]
    [InlineData("num_leaves=3", "num_leaves=2", "line 15: split_feature: must hold 1 values, holds more")]
    [InlineData("num_cat=1", "num_cat=3", "line 14: num_cat: must be from 0 to 2, is 3")]
    [InlineData("split_feature=0 1", "split_feature=0 2", "line 15: split_feature: must be from 0 to 1, is 2")]
    [InlineData("split_feature=0 1", "split_feature=0 0", "line 18: decision_type: split 1 takes \"x\" for categories, feature_infos does not")]
    [InlineData("decision_type=10 1", "decision_type=10 8", "line 18: decision_type: split 1 takes \"y\" for a number, feature_infos does not")]
    [InlineData("decision_type=10 1", "decision_type=12 1", "line 18: decision_type: must be from 0 to 11, is 12")]
    [InlineData("threshold=1.5 0", "threshold=nan 0", "line 17: threshold: \"nan\" is no finite number")]
    [InlineData("threshold=1.5 0", "threshold=NaN 0", "line 17: threshold: \"NaN\" is no finite number")]
    [InlineData("threshold=1.5 0", "threshold=1e999 0", "line 17: threshold: \"1e999\" is no finite number")]
    [InlineData("threshold=1.5 0", "threshold=1,5 0", "line 17: threshold: \"1,5\" is no finite number")]
    [InlineData("threshold=1.5 0", "threshold=1.5 1", "line 17: threshold: of categorical split 1 must be a whole number below num_cat, 1")]
    [InlineData("threshold=1.5 0", "threshold=1.5 0.5", "line 17: threshold: of categorical split 1 must be a whole number below num_cat, 1")]
    [InlineData("threshold=1.5 0", "threshold=1.5 -1", "line 17: threshold: of categorical split 1 must be a whole number below num_cat, 1")]
    [InlineData("left_child=1 -1", "left_child=2 -1", "line 19: left_child: must be from -3 to 1, is 2")]
    [InlineData("right_child=-2 -3", "right_child=-2 -4", "line 20: right_child: must be from -3 to 1, is -4")]
    [InlineData("leaf_value=0.25 -0.5 0.125", "leaf_value=0.25 -inf 0.125", "line 21: leaf_value: \"-inf\" is no finite number")]
    [InlineData("leaf_value=0.25 -0.5 0.125", "leaf_value=0.25 -0.5", "line 21: leaf_value: must hold 3 values, holds 2")]
    [InlineData("leaf_count=10 20 30", "leaf_count=10 20 -30", "line 23: leaf_count: must be from 0 to 2147483647, is -30")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=1 2", "line 27: cat_boundaries: must begin with 0")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 0", "line 27: cat_boundaries: set 0 must have from 1 to 2048 words, has 0")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 2147483647", "line 27: cat_boundaries: set 0 must have from 1 to 2048 words, has 2147483647")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 2", "line 28: cat_threshold: must hold 2 values, holds 1")]
    [InlineData("cat_threshold=2", "cat_threshold=4294967296", "line 28: cat_threshold: \"4294967296\" is no word of 32 bits")]
    [InlineData("cat_threshold=2\n", "", "line 13: the tree lacks cat_threshold")]
    [InlineData("is_linear=0", "is_linear=1", "line 29: is_linear: linear trees are not supported")]
    [InlineData("is_linear=0", "is_oblique=0", "line 29: the tree holds \"is_oblique\", which is unknown")]
    [InlineData("shrinkage=1\n", "shrinkage=1\nshrinkage=1\n", "line 31: shrinkage: stands twice")]
    [InlineData("Tree=0", "Tree=1", "line 12: must be Tree=0")]
    [InlineData("leaf_weight=1 2 3", "leaf_weight=1 2 3.0", "line 33: tree 0 ends after 320 bytes, but tree_sizes says 318")]
    public void A_tree_is_refused_with_the_line(string found, string replaced, string expected) => AssertRefused(found, replaced, expected);

    [Theory]
    [InlineData("end of trees\n", "", "must be a tree or \"end of trees\"")]
    [InlineData("\nend of parameters\n", "\n", "line 63: must be a parameter in brackets or \"end of parameters\"")]
    [InlineData("parameters:", "parser:", "\"parser:\" is unknown behind the trees")]
    [InlineData("\nx=1\n", "\nx\n", "must be a feature's name, = and its importance")]
    public void What_follows_the_trees_is_refused_with_the_line(string found, string replaced, string expected) =>
        Assert.Contains(expected, LightgbmText.Refusal(Replace(found, replaced, all: true)), StringComparison.Ordinal);

    [Fact]
    public void As_many_trees_must_be_there_as_the_file_tells()
    {
        string header = LightgbmText.Header("multiclass num_class:2", classes: 2);
        string odd = LightgbmText.Model(header, [LightgbmText.Leaf("1")]);
        Assert.Contains("1 trees are no multiple of num_tree_per_iteration, 2", LightgbmText.Refusal(odd), StringComparison.Ordinal);
        Assert.Contains("holds no tree", LightgbmText.Refusal(LightgbmText.Regression()), StringComparison.Ordinal);
        string two = LightgbmText.Regression(LightgbmText.Leaf("1"), LightgbmText.Leaf("2"));
        string sizes = two.Split('\n').Single(line => line.StartsWith("tree_sizes", StringComparison.Ordinal));
        Assert.Contains("is a tree more than the 1 of tree_sizes", LightgbmText.Refusal(two.Replace(sizes, sizes.Split(' ')[0])), StringComparison.Ordinal);
        Assert.Contains("tree_sizes tells of 3 trees, the file holds 2", LightgbmText.Refusal(two.Replace(sizes, sizes + " 9")), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_line_ends_a_byte_order_mark_and_what_early_versions_left_out_change_nothing()
    {
        string text = LightgbmText.MixedModel;
        string sizes = text.Split('\n').Single(line => line.StartsWith("tree_sizes", StringComparison.Ordinal));
        string early = text.Replace("version=v4", "version=v2").Replace("end of trees\n", "").Replace("feature_importances", "feature importances");
        foreach (string same in new[] { text, text.Replace("\n", "\r\n"), "\uFEFF" + text, text.Replace(sizes + "\n", ""), text.TrimEnd(), early })
            Assert.Equal(0.5, LightgbmText.Margin(LightgbmText.Read(same), 1, 1));
    }

    private static void AssertRefused(string found, string replaced, string expected) =>
        Assert.StartsWith(expected, LightgbmText.Refusal(Replace(found, replaced, all: false)), StringComparison.Ordinal);

    private static string Replace(string found, string replaced, bool all)
    {
        string text = LightgbmText.MixedModel;
        int place = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(place >= 0, $"the model lacks {found}");
        return all ? text.Replace(found, replaced) : text[..place] + replaced + text[(place + found.Length)..];
    }
}
