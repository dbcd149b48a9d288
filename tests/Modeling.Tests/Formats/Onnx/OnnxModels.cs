using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>Models read through the one door, and rows for them.</summary>
internal static class OnnxModels
{
    public static CompiledModel Read(byte[] bytes)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
        Assert.True(artifact is not null, string.Join("; ", errors.All));
        Assert.Equal(ArtifactFormat.Onnx, artifact.Format);
        return artifact.Model;
    }

    public static DocumentError Refusal(byte[] bytes)
    {
        var errors = new DocumentErrors();
        Assert.Null(ArtifactReader.Read(bytes, errors));
        return errors.All[0];
    }

    /// <summary>Binds the columns by name; a text that the model does not know is an unknown category.</summary>
    public static double[] RowOf(CompiledModel model, CsvTable table, int row) => [.. model.Inputs.Select(input => ValueOf(input, table.Find(input.Name)!, row))];

    public static double[] Predict(CompiledModel model, double[] row)
    {
        double[] outputs = new double[model.Outputs.Count];
        model.Predict(row, outputs);
        return outputs;
    }

    public static double[] Margin(CompiledModel model, double[] row)
    {
        double[] margins = new double[model.Margins.Count];
        model.Margin(row, margins);
        return margins;
    }

    private static double ValueOf(ModelInput input, CsvColumn column, int row)
    {
        if (input.Type == InputType.Number) return column.Numbers[row];
        if (column.TextAt(row) is not { } text) return double.NaN;
        for (int i = 0; i < input.Categories.Count; i++)
            if (input.Categories[i] == text) return i;
        return ModelInput.UnknownCategory;
    }
}
