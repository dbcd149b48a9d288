using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

public class XgboostScoreTests
{
    public static TheoryData<string> Models => ["binary", "regression", "pseudohuber", "logitraw", "hinge", "poisson", "gamma", "aft", "multiclass", "forest", "dart", "rank",
        "pruned", "early", "categorical"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Margins_outputs_and_leaves_are_those_of_the_library_to_the_bit(string name)
    {
        CsvTable table = XgboostArtifacts.Table(name);
        foreach (string encoding in (string[])["json", "ubj"])
        {
            TreeEnsemble model = XgboostArtifacts.Model(XgboostArtifacts.Bytes($"{name}.{encoding}"));
            var leaves = new int[model.Trees];
            for (int i = 0; i < table.Rows; i++)
            {
                double[] row = XgboostArtifacts.Row(table, "x", i);
                AssertBits(XgboostArtifacts.Row(table, "margin", i), XgboostArtifacts.Margins(model, row));
                AssertBits(XgboostArtifacts.Row(table, "output", i), XgboostArtifacts.Outputs(model, row));
                model.Leaves(row, leaves);
                Assert.Equal(XgboostArtifacts.Row(table, "leaf", i), leaves.Select(leaf => (double)leaf));
            }
        }
    }

    [Theory]
    [InlineData("synthetic_100x4.json", "synthetic")]
    [InlineData("synthetic_300x6.json", "synthetic")]
    [InlineData("taiwan.json", "taiwan")]
    [InlineData("taiwan.ubj", "taiwan")]
    public void The_conformance_cases_are_met_to_the_bit(string file, string input)
    {
        const string Folder = "conformance/models/xgboost";
        TreeEnsemble model = XgboostArtifacts.Model(Repository.Shared($"{Folder}/{file}"));
        CsvTable rows = Repository.SharedTable($"{Folder}/{input}_input.csv");
        CsvTable expected = Repository.SharedTable($"{Folder}/{Path.GetFileNameWithoutExtension(file)}_expected.csv");
        // The row's number is no input; Taiwan's models name no features.
        CsvColumn[] inputs = [.. rows.Columns.Where(column => column.Name != "row")];
        Assert.Equal((inputs.Length, rows.Rows), (model.Inputs.Count, expected.Rows));
        for (int i = 0; i < rows.Rows; i++)
        {
            double[] row = Array.ConvertAll(inputs, column => column.Numbers[i]);
            AssertBits([expected.Find("margin")!.Numbers[i]], XgboostArtifacts.Margins(model, row));
            AssertBits([expected.Find("probability")!.Numbers[i]], XgboostArtifacts.Outputs(model, row));
        }
    }

    [Fact]
    public void Inputs_carry_the_models_names_and_types()
    {
        TreeEnsemble model = XgboostArtifacts.Model(XgboostArtifacts.Bytes("categorical.ubj"));
        Assert.Equal(["amount", "channel", "city"], model.Inputs.Select(input => input.Name));
        Assert.Equal([InputType.Number, InputType.Category, InputType.Category], model.Inputs.Select(input => input.Type));
        Assert.All(model.Inputs, input => Assert.Empty(input.Categories));
    }

    [Fact]
    public void Classes_each_have_a_margin_and_an_output()
    {
        TreeEnsemble model = XgboostArtifacts.Model(XgboostArtifacts.Bytes("forest.json"));
        Assert.Equal(["class0", "class1", "class2"], model.Margins);
        Assert.Equal(["class0", "class1", "class2"], model.Outputs);
        Assert.Equal(12, model.Trees);
        Assert.Equal(["probability"], XgboostArtifacts.Model(XgboostArtifacts.Bytes("dart.json")).Outputs);
    }

    private static void AssertBits(double[] expected, float[] actual) =>
        Assert.Equal(expected.Select(value => BitConverter.SingleToUInt32Bits((float)value)), actual.Select(BitConverter.SingleToUInt32Bits));
}
