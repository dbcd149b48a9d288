using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

/// <summary>Documents written for one test each, and rows for them by field name.</summary>
internal static class PmmlSamples
{
    public static string Document(string body, string version = "4.4") =>
        $"<PMML xmlns=\"http://www.dmg.org/PMML-{version.Replace('.', '_')}\" version=\"{version}\"><Header copyright=\"test\"/>{body}</PMML>";

    /// <summary>A document of number fields a, b, c and the target y.</summary>
    public static string Numbers(string model) => Document($"""
        <DataDictionary numberOfFields="4">
          <DataField name="a" optype="continuous" dataType="double"/>
          <DataField name="b" optype="continuous" dataType="double"/>
          <DataField name="c" optype="continuous" dataType="double"/>
          <DataField name="y" optype="continuous" dataType="double"/>
        </DataDictionary>
        {model}
        """);

    public const string NumbersSchema = """
        <MiningSchema>
          <MiningField name="a"/><MiningField name="b"/><MiningField name="c"/><MiningField name="y" usageType="target"/>
        </MiningSchema>
        """;

    /// <summary>A regression whose value is the derived field "d".</summary>
    public static ProgramModel Derived(string expression, string attributes = "optype=\"continuous\" dataType=\"double\"") => Load(Numbers($"""
        <RegressionModel functionName="regression">{NumbersSchema}
          <LocalTransformations><DerivedField name="d" {attributes}>{expression}</DerivedField></LocalTransformations>
          <RegressionTable intercept="0"><NumericPredictor name="d" coefficient="1"/></RegressionTable>
        </RegressionModel>
        """));

    public static ProgramModel Load(string document)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(System.Text.Encoding.UTF8.GetBytes(document), errors);
        Assert.True(artifact is not null, string.Join("; ", errors.All));
        Assert.Equal(ArtifactFormat.Pmml, artifact.Format);
        return Assert.IsType<ProgramModel>(artifact.Model);
    }

    /// <summary>The one mistake of a document that must be refused.</summary>
    public static DocumentError Refusal(string document) => Refusal(System.Text.Encoding.UTF8.GetBytes(document));

    public static DocumentError Refusal(byte[] document)
    {
        var errors = new DocumentErrors();
        Assert.Null(ArtifactReader.Read(document, errors));
        return Assert.Single(errors.All);
    }

    /// <summary>Fields that are not given are missing; a text that the model does not know is an unknown category.</summary>
    public static double[] Row(CompiledModel model, params (string Field, object Value)[] values)
    {
        var row = new double[model.Inputs.Count];
        Array.Fill(row, double.NaN);
        foreach ((string field, object value) in values)
        {
            int index = model.Inputs.ToList().FindIndex(input => input.Name == field);
            row[index] = value is string text ? model.Inputs[index].Categories.ToList().IndexOf(text) : Convert.ToDouble(value);
        }
        return row;
    }

    public static double[] Outputs(CompiledModel model, params (string Field, object Value)[] values)
    {
        var outputs = new double[model.Outputs.Count];
        model.Predict(Row(model, values), outputs);
        return outputs;
    }

    public static double[] Margins(CompiledModel model, params (string Field, object Value)[] values)
    {
        var margins = new double[model.Margins.Count];
        model.Margin(Row(model, values), margins);
        return margins;
    }

    public static double Output(CompiledModel model, params (string Field, object Value)[] values) => Outputs(model, values)[0];
}
