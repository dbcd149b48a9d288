using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlVerificationTests
{
    private static string Verified(string expected, string precision = "1E-6") => Document($"""
        <DataDictionary>
          <DataField name="x" optype="continuous" dataType="double"/>
          <DataField name="c" optype="categorical" dataType="string"><Value value="red"/><Value value="blue"/></DataField>
          <DataField name="y" optype="continuous" dataType="double"/>
        </DataDictionary>
        <RegressionModel functionName="regression">
          <MiningSchema><MiningField name="x" missingValueReplacement="4"/><MiningField name="c"/><MiningField name="y" usageType="target"/></MiningSchema>
          <RegressionTable intercept="1"><NumericPredictor name="x" coefficient="2"/><CategoricalPredictor name="c" value="blue" coefficient="100"/></RegressionTable>
          <ModelVerification recordCount="2" fieldCount="3">
            <VerificationFields>
              <VerificationField field="x" column="data:x"/><VerificationField field="c" column="data:c"/>
              <VerificationField field="y" column="data:y" precision="{precision}" zeroThreshold="1E-9"/>
            </VerificationFields>
            <InlineTable xmlns:data="http://jpmml.org/jpmml-model/InlineTable">
              <row><data:x>3</data:x><data:c>red</data:c><data:y>7</data:y></row>
              <row><data:c>blue</data:c><data:y>{expected}</data:y></row>
            </InlineTable>
          </ModelVerification>
        </RegressionModel>
        """);

    internal static string Written { get; } = Verified("109");

    [Theory]
    [InlineData("109", "1E-6")]
    [InlineData("109.00005", "1E-6")]
    [InlineData("110", "0.01")]
    public void A_model_that_answers_as_its_document_says_is_taken(string expected, string precision) =>
        Assert.Equal(109, Output(Load(Verified(expected, precision)), ("c", "blue")));

    [Theory]
    [InlineData("110", "1E-6")]
    [InlineData("109.001", "1E-6")]
    [InlineData("-109", "1E-6")]
    public void A_model_that_answers_otherwise_is_refused_with_the_row(string expected, string precision)
    {
        var error = Refusal(Verified(expected, precision));

        Assert.Equal("PMML/RegressionModel/ModelVerification/InlineTable", error.Path);
        Assert.Contains("row 2", error.Message);
        Assert.Contains("109", error.Message);
    }
}
