using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

/// <summary>Small models, written by hand as LightGBM 4 lays them out.</summary>
internal static class LightgbmText
{
    /// <summary>Splits on <c>x</c>: left is leaf 0 with -1, right is leaf 1 with 1.</summary>
    public static string Stump(string threshold, int decisionType) =>
        $"""
        num_leaves=2
        num_cat=0
        split_feature=0
        split_gain=12.5
        threshold={threshold}
        decision_type={decisionType}
        left_child=-1
        right_child=-2
        leaf_value=-1 1
        leaf_weight=7.25 5
        leaf_count=29 20
        internal_value=0.1
        internal_weight=0
        internal_count=49
        is_linear=0
        shrinkage=0.1
        """;

    /// <summary>Members are the categories 0, 2 and 33; they go left to -1, others right to 1.</summary>
    public static string CategoryStump(int decisionType) =>
        Stump("0", decisionType).Replace("num_cat=0", "num_cat=1").Replace("is_linear", "cat_boundaries=0 2\ncat_threshold=5 2\nis_linear");

    public static string Leaf(string value) =>
        $"""
        num_leaves=1
        num_cat=0
        split_feature=
        split_gain=
        threshold=
        decision_type=
        left_child=
        right_child=
        leaf_value={value}
        leaf_weight=
        leaf_count=
        internal_value=
        internal_weight=
        internal_count=
        is_linear=0
        shrinkage=1
        """;

    /// <summary>Three leaves, two inputs: x at most 1.5 goes on to category y in {1}, which goes to leaf 0, else to leaf 2; x above goes to leaf 1.</summary>
    public const string Mixed = """
        num_leaves=3
        num_cat=1
        split_feature=0 1
        split_gain=3 1
        threshold=1.5 0
        decision_type=10 1
        left_child=1 -1
        right_child=-2 -3
        leaf_value=0.25 -0.5 0.125
        leaf_weight=1 2 3
        leaf_count=10 20 30
        internal_value=0 0
        internal_weight=0 0
        internal_count=60 40
        cat_boundaries=0 1
        cat_threshold=2
        is_linear=0
        shrinkage=1
        """;

    public static string Regression(params string[] trees) => Model(Header("regression"), trees);

    public static string MixedModel { get; } = Model(Header("binary sigmoid:1", "x y", "[0:9] 1:0:2"), [Mixed, Mixed]);

    public static string Header(string objective, string names = "x", string infos = "[-9:9]", int classes = 1) =>
        $"version=v4\nnum_class={classes}\nnum_tree_per_iteration={classes}\nlabel_index=0\nmax_feature_idx={names.Split(' ').Length - 1}\n"
        + $"objective={objective}\nfeature_names={names}\nfeature_infos={infos}\n";

    public static string Model(string header, string[] trees, string tail = "\nfeature_importances:\nx=1\n\nparameters:\n[boosting: gbdt]\n\nend of parameters\n\npandas_categorical:null\n")
    {
        string[] texts = [.. trees.Select((tree, index) => $"Tree={index}\n{tree}\n\n\n")];
        return $"tree\n{header}tree_sizes={string.Join(' ', texts.Select(text => text.Length))}\n\n{string.Concat(texts)}end of trees\n{tail}";
    }

    public static TreeEnsemble Read(string text)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(Encoding.UTF8.GetBytes(text), errors);
        Assert.Empty(errors.All);
        return Assert.IsType<TreeEnsemble>(artifact!.Model);
    }

    /// <summary>The one error of a file that must be refused.</summary>
    public static string Refusal(string text)
    {
        var errors = new DocumentErrors();
        Assert.Null(ArtifactReader.Read(Encoding.UTF8.GetBytes(text), errors));
        return Assert.Single(errors.All).ToString();
    }

    public static double Margin(TreeEnsemble model, params double[] row)
    {
        var margins = new double[1];
        model.Margin(row, margins);
        return margins[0];
    }

    public static double[] Predict(TreeEnsemble model, params double[] row)
    {
        var outputs = new double[model.Outputs.Count];
        model.Predict(row, outputs);
        return outputs;
    }
}
