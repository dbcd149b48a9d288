using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

/// <summary>Models that LightGBM trained, against what it answered, from the folder beside the repository.</summary>
public class LightgbmConformanceTests
{
    private const string Folder = "conformance/models/lightgbm/";

    [Fact]
    public void Every_tree_leads_to_the_leaf_that_the_library_says()
    {
        TreeEnsemble model = Model("lg_breast_cancer.txt");
        double[][] rows = Rows("lg_breast_cancer_data.txt", ' ');
        double[][] expected = Rows("lg_breast_cancer_data_pred_leaves.txt", ' ');
        Assert.Equal((57, 57), (rows.Length, expected.Length));
        var leaves = new int[model.Trees];
        for (int i = 0; i < rows.Length; i++)
        {
            model.Leaves(rows[i], leaves);
            Assert.Equal(expected[i], leaves.Select(leaf => (double)leaf));
        }
    }

    [Fact]
    public void Dart_gives_exactly_the_librarys_probabilities() => AssertPredicts(
        Model("lg_dart_breast_cancer.model"), Rows("breast_cancer_test.tsv", '\t'), Rows("lg_dart_breast_cancer_true_predictions.txt", '\t'));

    // The last bit of e^x is the C library's own, and the probabilities come from a machine with another one: 7 of its 500 rows are what
    // LightGBM's formula gives when one of the row's five exponentials is taken for the next double after glibc's.
    [Fact]
    public void Multiclass_gives_exactly_the_librarys_scores_and_its_probabilities_but_for_the_last_bit_of_the_exponential()
    {
        TreeEnsemble model = Model("lgmulticlass.model");
        double[][] rows = [.. Rows("multiclass_test.tsv", '\t').Select(row => row[1..])];
        double[][] scores = Rows("lgmulticlass_true_raw_predictions.txt", '\t');
        double[][] probabilities = Rows("lgmulticlass_true_predictions.txt", '\t');
        Assert.Equal((500, 500, 500), (rows.Length, scores.Length, probabilities.Length));
        var numbers = new double[5];
        int exact = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            model.Margin(rows[i], numbers);
            Assert.Equal(scores[i], numbers);
            model.Predict(rows[i], numbers);
            for (int k = 0; k < 5; k++) Assert.Equal(probabilities[i][k], numbers[k], 1e-15);
            exact += numbers.AsSpan().SequenceEqual(probabilities[i]) ? 1 : 0;
        }
        Assert.InRange(exact, 490, 500);
    }

    [Fact]
    public void Categorical_splits_give_exactly_the_librarys_predictions()
    {
        TreeEnsemble model = Model("toy_categorical_model.txt");
        Assert.All(model.Inputs, input => Assert.Equal((InputType.Category, 0), (input.Type, input.Categories.Count)));
        double[][] rows = [.. Lines("toy_categorical.test").Select(line => FromLibsvm(line, model.Inputs.Count))];
        AssertPredicts(model, rows, Rows("toy_categorical.test.pred", '\t'));
    }

    [Theory]
    [InlineData("lg_breast_cancer.txt")]
    [InlineData("lg_dart_breast_cancer.model")]
    [InlineData("lgmulticlass.model")]
    [InlineData("toy_categorical_model.txt")]
    public void A_file_that_lost_its_end_or_a_tree_is_refused(string name)
    {
        string text = Encoding.UTF8.GetString(Repository.Shared(Folder + name));
        int lastTree = text.LastIndexOf("\nTree=", StringComparison.Ordinal);
        int end = text.IndexOf("\n\nfeature", StringComparison.Ordinal);
        foreach (int cut in new[] { 0, 1, 100, text.IndexOf("\nTree=", StringComparison.Ordinal), lastTree, lastTree + 1, lastTree + 200, text.LastIndexOf("shrinkage", StringComparison.Ordinal) })
            Assert.NotEmpty(LightgbmText.Refusal(text[..cut]));
        Assert.Contains("tree_sizes", LightgbmText.Refusal(text[..lastTree] + "\nend of trees\n" + text[end..]), StringComparison.Ordinal);
    }

    private static void AssertPredicts(TreeEnsemble model, double[][] rows, double[][] expected)
    {
        Assert.Equal(expected.Length, rows.Length);
        var outputs = new double[model.Outputs.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(model.Inputs.Count, rows[i].Length);
            model.Predict(rows[i], outputs);
            Assert.Equal(expected[i], outputs);
        }
    }

    private static TreeEnsemble Model(string name)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(Repository.Shared(Folder + name), errors);
        Assert.Empty(errors.All);
        Assert.Equal(ArtifactFormat.LightgbmText, artifact!.Format);
        return Assert.IsType<TreeEnsemble>(artifact.Model);
    }

    private static string[] Lines(string name) =>
        Encoding.UTF8.GetString(Repository.Shared(Folder + name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static double[][] Rows(string name, char separator) =>
        [.. Lines(name).Select(line => line.Split(separator).Select(double.Parse).ToArray())];

    // Zero-based; LightGBM takes what a line does not name for 0.
    private static double[] FromLibsvm(string line, int columns)
    {
        var row = new double[columns];
        foreach (string entry in line.Split(' ')[1..])
            row[int.Parse(entry.Split(':')[0])] = double.Parse(entry.Split(':')[1]);
        return row;
    }
}
