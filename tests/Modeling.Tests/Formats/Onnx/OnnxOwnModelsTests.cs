using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>The models of Models/README.md against ONNX Runtime's answers.</summary>
public class OnnxOwnModelsTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Repository.PathOf(Folder), "*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private const string Folder = "tests/Modeling.Tests/Formats/Onnx/Models";

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_those_of_onnx_runtime(string name)
    {
        CompiledModel model = Own(name);
        CsvTable table = Table(name);

        Assert.Equal(table.Columns.Where(column => column.Name[0] == '=').Select(column => column.Name[1..]), model.Outputs);
        for (int row = 0; row < table.Rows; row++)
        {
            double[] outputs = OnnxModels.Predict(model, OnnxModels.RowOf(model, table, row));
            for (int k = 0; k < outputs.Length; k++)
            {
                double expected = table.Find("=" + model.Outputs[k])!.Numbers[row];
                Assert.Equal(double.IsNaN(expected), double.IsNaN(outputs[k]));
                if (!double.IsNaN(expected)) Assert.Equal(expected, outputs[k], Tolerance * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [InlineData("forest")]
    [InlineData("boosting")]
    [InlineData("classes")]
    [InlineData("share")]
    public void Float_trees_on_the_models_own_inputs_need_no_graph(string name) => Assert.IsType<TreeEnsemble>(Own(name));

    [Theory]
    [InlineData("chain")]
    [InlineData("averaged")]
    [InlineData("mlnet")]
    [InlineData("columns")]
    public void Other_models_are_graphs(string name) => Assert.IsType<ModelGraph>(Own(name));

    [Fact]
    public void Strings_are_inputs_with_the_categories_that_their_own_encoder_knows()
    {
        CompiledModel model = Own("logistic");

        Assert.Equal(["age", "income", "sector", "housing"], model.Inputs.Select(input => input.Name));
        Assert.Equal([InputType.Number, InputType.Number, InputType.Category, InputType.Category], model.Inputs.Select(input => input.Type));
        Assert.Equal(["farm", "shop", "state"], model.Inputs[2].Categories);
        Assert.Equal(["family", "own", "rent"], model.Inputs[3].Categories);
    }

    [Fact]
    public void Margins_are_the_scores_before_the_links()
    {
        CompiledModel logistic = Own("logistic");
        double[] row = OnnxModels.RowOf(logistic, Table("logistic"), 0);
        double margin = OnnxModels.Margin(logistic, row)[1];

        Assert.Equal(["0", "1"], logistic.Margins);
        Assert.Equal(-margin, OnnxModels.Margin(logistic, row)[0], Tolerance);
        Assert.Equal(1 / (1 + Math.Exp(-margin)), OnnxModels.Predict(logistic, row)[1], Tolerance);
        Assert.Equal(["margin"], Own("boosting").Margins);
    }

    [Fact]
    public void A_row_that_onnx_runtime_refuses_has_no_score()
    {
        CompiledModel model = Own("strict");

        Assert.Contains(Enumerable.Range(0, Table("strict").Rows), row => double.IsNaN(OnnxModels.Margin(model, OnnxModels.RowOf(model, Table("strict"), row))[0]));
        Assert.All(OnnxModels.Predict(model, [30, 8_000, 0, ModelInput.UnknownCategory]), output => Assert.True(double.IsNaN(output)));
        Assert.All(OnnxModels.Predict(Own("codes"), [double.NaN, 1]), output => Assert.True(double.IsNaN(output)));
    }

    [Theory]
    [InlineData("logistic")]
    [InlineData("linear_double")]
    [InlineData("codes")]
    [InlineData("gemm")]
    [InlineData("mlnet")]
    [InlineData("averaged")]
    [InlineData("chain")]
    [InlineData("forest")]
    public void Contributions_and_bias_add_up_to_the_margin(string name)
    {
        CompiledModel model = Own(name);
        CsvTable table = Table(name);
        double[] contributions = new double[model.Inputs.Count + 1];
        for (int row = 0; row < table.Rows; row++)
            for (int margin = 0; margin < model.Margins.Count; margin++)
            {
                double[] values = OnnxModels.RowOf(model, table, row);
                model.Contributions(values, margin, contributions);
                Assert.Equal(OnnxModels.Margin(model, values)[margin], contributions.Sum(), 1e-5);
            }
    }

    [Fact]
    public void One_hot_columns_add_up_to_the_contribution_of_their_input()
    {
        CompiledModel model = Own("logistic");
        double[] own = new double[5], rent = new double[5];
        model.Contributions([30, 8_000, 0, 1], 1, own);
        model.Contributions([30, 8_000, 0, 2], 1, rent);
        double moved = OnnxModels.Margin(model, [30, 8_000, 0, 2])[1] - OnnxModels.Margin(model, [30, 8_000, 0, 1])[1];

        Assert.Equal(own[..3], rent[..3]);
        Assert.Equal(moved, rent[3] - own[3], 1e-5);
        Assert.NotEqual(0, moved);
    }

    [Theory]
    [InlineData("boosting", MarginLinkage.Own)]
    [InlineData("classes", MarginLinkage.Softmax)]
    [InlineData("gemm", MarginLinkage.Softmax)]
    [InlineData("zeros", MarginLinkage.Several)]
    public void How_outputs_hang_on_margins_is_known(string name, MarginLinkage expected) => Assert.Equal(expected, Own(name).Linkage);

    [Theory]
    [InlineData("logistic")]
    [InlineData("mlnet")]
    [InlineData("averaged")]
    [InlineData("keys")]
    public void Scoring_a_row_allocates_nothing(string name)
    {
        CompiledModel model = Own(name);
        double[] row = OnnxModels.RowOf(model, Table(name), 0), outputs = new double[model.Outputs.Count];
        Assert.Equal(0, Allocation.Least(() => model.Predict(row, outputs)));
    }

    private static CompiledModel Own(string name) => OnnxModels.Read(Repository.Bytes($"{Folder}/{name}.onnx"));

    private static CsvTable Table(string name) => Repository.Table(Repository.Bytes($"{Folder}/{name}.csv"), name);
}
