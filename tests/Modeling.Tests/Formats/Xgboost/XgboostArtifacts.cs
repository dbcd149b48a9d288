using System.Text;
using System.Text.Json.Nodes;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

/// <summary>The models of this folder, made by <c>models/make.py</c>, and ways to spoil them.</summary>
internal static class XgboostArtifacts
{
    public static byte[] Bytes(string file) => Repository.Bytes($"tests/Modeling.Tests/Formats/Xgboost/models/{file}");

    public static CsvTable Table(string name) => Repository.Table(Bytes($"{name}.csv"), name);

    public static TreeEnsemble Model(byte[] bytes)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
        Assert.Empty(errors.All);
        return Assert.IsType<TreeEnsemble>(artifact!.Model);
    }

    public static DocumentError Refusal(byte[] bytes)
    {
        var errors = new DocumentErrors();
        Assert.Null(ArtifactReader.Read(bytes, errors));
        return errors.All[0];
    }

    /// <summary>A model of this folder with one place of it changed.</summary>
    public static byte[] Changed(string name, Action<JsonNode> change)
    {
        // The framework's parser takes no NaN; those of the models are conditions of categorical splits, which nobody reads.
        JsonNode root = JsonNode.Parse(Encoding.UTF8.GetString(Bytes($"{name}.json")).Replace("NaN", "0E0", StringComparison.Ordinal))!;
        change(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    public static JsonNode Learner(this JsonNode root) => root["learner"]!;

    public static JsonNode Param(this JsonNode root) => root["learner"]!["learner_model_param"]!;

    public static JsonNode Booster(this JsonNode root) => root["learner"]!["gradient_booster"]!["model"]!;

    public static JsonNode Tree(this JsonNode root, int tree) => root.Booster()["trees"]![tree]!;

    public static float[] Margins(CompiledModel model, double[] row) => Numbers(model.Margins.Count, values => model.Margin(row, values));

    public static float[] Outputs(CompiledModel model, double[] row) => Numbers(model.Outputs.Count, values => model.Predict(row, values));

    public static double[] Row(CsvTable table, string kind, int row) =>
        [.. table.Columns.Where(column => column.Name.StartsWith(kind, StringComparison.Ordinal)).Select(column => column.Numbers[row])];

    private static float[] Numbers(int count, Action<double[]> fill)
    {
        var values = new double[count];
        fill(values);
        return Array.ConvertAll(values, value => (float)value);
    }
}
