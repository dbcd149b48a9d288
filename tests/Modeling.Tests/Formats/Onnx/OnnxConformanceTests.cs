using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>Models of elsewhere and the answers that their makers publish for them.</summary>
public class OnnxConformanceTests
{
    private const string Folder = "conformance/models";

    [Theory]
    [InlineData("synthetic_100x4_classifier", "synthetic_100x4")]
    [InlineData("synthetic_300x6_classifier", "synthetic_300x6")]
    public void A_classifier_gives_the_probability_of_its_xgboost_twin_for_every_row(string model, string twin)
    {
        CompiledModel compiled = OnnxModels.Read(Repository.Shared($"{Folder}/onnx/{model}.onnx"));

        Assert.IsType<TreeEnsemble>(compiled);
        Assert.Equal(["1"], compiled.Outputs);
        AssertMeets(compiled, twin, "probability", OnnxModels.Predict, 1e-6);
        // XGBoost starts its single-precision sum of 300 leaves from the base value, ONNX adds it at the end.
        AssertMeets(compiled, twin, "margin", OnnxModels.Margin, 2e-5);
    }

    [Fact]
    public void A_regressor_gives_the_margin_of_its_xgboost_twin_for_every_row()
    {
        CompiledModel compiled = OnnxModels.Read(Repository.Shared($"{Folder}/onnx/synthetic_100x4_regressor.onnx"));

        Assert.IsType<TreeEnsemble>(compiled);
        Assert.Equal(["value"], compiled.Outputs);
        AssertMeets(compiled, "synthetic_100x4", "margin", OnnxModels.Predict, 1e-6);
    }

    [Theory]
    [InlineData(1.7999999523162842, .7284910678863525)]
    [InlineData(1.7999999523, .7284910678863525)]
    [InlineData(1.79999995232, .9134243130683899)]
    public void Thresholds_in_doubles_are_not_rounded(double third, double expected)
    {
        CompiledModel compiled = OnnxModels.Read(Repository.Shared($"{Folder}/onnx/double_thresholds.onnx"));

        Assert.Equal(expected, OnnxModels.Predict(compiled, [0, 1, third, 3])[0]);
    }

    private static void AssertMeets(CompiledModel model, string twin, string column, Func<CompiledModel, double[], double[]> score, double tolerance)
    {
        CsvTable input = Repository.SharedTable($"{Folder}/xgboost/synthetic_input.csv");
        double[] expected = Repository.SharedTable($"{Folder}/xgboost/{twin}_expected.csv").Find(column)!.Numbers;
        Assert.Equal(2_000, input.Rows);
        for (int row = 0; row < input.Rows; row++)
            Assert.Equal(expected[row], score(model, OnnxModels.RowOf(model, input, row))[0], tolerance);
    }
}
