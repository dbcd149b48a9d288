using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlFieldsTests
{
    // A regression whose value is the field itself, after its treatment.
    private static ProgramModel Number(string data, string mining) => Load(Document($"""
        <DataDictionary><DataField name="x" {data}</DataField><DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
        <RegressionModel functionName="regression">
          <MiningSchema><MiningField name="x" {mining}/><MiningField name="y" usageType="target"/></MiningSchema>
          <RegressionTable intercept="0"><NumericPredictor name="x" coefficient="1"/></RegressionTable>
        </RegressionModel>
        """));

    private const string Ranged = "optype=\"continuous\" dataType=\"double\"><Interval closure=\"closedOpen\" leftMargin=\"0\" rightMargin=\"100\"/><Value value=\"-9\" property=\"missing\"/><Value value=\"50\" property=\"invalid\"/><Value value=\"999\"/>";

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("", 99.5, 99.5)]
    [InlineData("", 999, 999)]
    [InlineData("", 100, double.NaN)]
    [InlineData("", 50, double.NaN)]
    [InlineData("", -9, double.NaN)]
    [InlineData("missingValueReplacement=\"7\"", -9, 7)]
    [InlineData("missingValueReplacement=\"7\"", 100, double.NaN)]
    [InlineData("missingValueReplacement=\"7\" invalidValueTreatment=\"asMissing\"", 100, 7)]
    [InlineData("invalidValueTreatment=\"asIs\"", 100, 100)]
    [InlineData("invalidValueTreatment=\"asValue\" invalidValueReplacement=\"3\"", 50, 3)]
    [InlineData("outliers=\"asExtremeValues\" lowValue=\"10\" highValue=\"20\"", 5, 10)]
    [InlineData("outliers=\"asExtremeValues\" lowValue=\"10\" highValue=\"20\"", 25, 20)]
    [InlineData("outliers=\"asExtremeValues\" lowValue=\"10\" highValue=\"20\"", 15, 15)]
    [InlineData("outliers=\"asMissingValues\" lowValue=\"10\" highValue=\"20\" missingValueReplacement=\"12\"", 25, 12)]
    [InlineData("missingValueTreatment=\"returnInvalid\" missingValueReplacement=\"1\"", double.NaN, double.NaN)]
    [InlineData("missingValueTreatment=\"asMean\" missingValueReplacement=\"12.5\"", double.NaN, 12.5)]
    public void A_value_is_treated_as_its_field_says(string mining, double value, double expected) =>
        Assert.Equal(expected, Output(Number(Ranged, mining), ("x", value)));

    [Theory]
    [InlineData("optype=\"continuous\" dataType=\"float\">", 0.1, 0.1f)]
    [InlineData("optype=\"continuous\" dataType=\"integer\">", 3, 3)]
    [InlineData("optype=\"continuous\" dataType=\"integer\">", 3.5, double.NaN)]
    [InlineData("optype=\"categorical\" dataType=\"boolean\">", 1, 1)]
    [InlineData("optype=\"categorical\" dataType=\"boolean\">", 2, double.NaN)]
    [InlineData("optype=\"categorical\" dataType=\"integer\"><Value value=\"1\"/><Value value=\"4\"/>", 4, 4)]
    [InlineData("optype=\"categorical\" dataType=\"integer\"><Value value=\"1\"/><Value value=\"4\"/>", 2, double.NaN)]
    public void A_value_that_its_type_does_not_hold_is_invalid(string data, double value, double expected) =>
        Assert.Equal(expected, Output(Number(data, ""), ("x", value)));

    // JPMML-LightGBM lists NaN with every number that it lets be missing.
    [Fact]
    public void NaN_that_is_listed_as_missing_is_missing_as_ever()
    {
        ProgramModel model = Number("optype=\"continuous\" dataType=\"double\"><Value value=\"NaN\" property=\"missing\"/>", "missingValueReplacement=\"7\"");

        Assert.Equal(7, Output(model, ("x", double.NaN)));
        Assert.Equal(3, Output(model, ("x", 3)));
    }

    // 1 for "red", 10 for "blue", 100 for anything else; nothing for missing.
    private static ProgramModel Colour(string values, string mining) => Load(Document($"""
        <DataDictionary><DataField name="x" optype="categorical" dataType="string">{values}</DataField><DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
        <RegressionModel functionName="regression">
          <MiningSchema><MiningField name="x" {mining}/><MiningField name="y" usageType="target"/></MiningSchema>
          <LocalTransformations><DerivedField name="other" optype="continuous" dataType="double">
            <Apply function="if"><Apply function="isIn"><FieldRef field="x"/><Constant>red</Constant><Constant>blue</Constant></Apply><Constant>0</Constant><Constant>100</Constant></Apply>
          </DerivedField></LocalTransformations>
          <RegressionTable intercept="0">
            <CategoricalPredictor name="x" value="red" coefficient="1"/><CategoricalPredictor name="x" value="blue" coefficient="10"/>
            <NumericPredictor name="other" coefficient="1"/>
          </RegressionTable>
        </RegressionModel>
        """));

    private const string Listed = "<Value value=\"red\"/><Value value=\"blue\"/><Value value=\"green\"/><Value value=\"?\" property=\"missing\"/><Value value=\"#\" property=\"invalid\"/>";

    [Theory]
    [InlineData(Listed, "", "red", 1)]
    [InlineData(Listed, "", "blue", 10)]
    [InlineData(Listed, "", "green", 100)]
    [InlineData(Listed, "", "?", double.NaN)]
    [InlineData(Listed, "missingValueReplacement=\"red\"", "?", 1)]
    [InlineData(Listed, "missingValueReplacement=\"red\"", "#", double.NaN)]
    [InlineData(Listed, "missingValueReplacement=\"red\"", "unheard of", double.NaN)]
    [InlineData(Listed, "missingValueReplacement=\"red\" invalidValueTreatment=\"asMissing\"", "unheard of", 1)]
    [InlineData(Listed, "invalidValueTreatment=\"asIs\"", "unheard of", 100)]
    [InlineData(Listed, "invalidValueTreatment=\"asValue\" invalidValueReplacement=\"blue\"", "unheard of", 10)]
    [InlineData("", "", "unheard of", 100)]
    [InlineData("", "", "blue", 10)]
    public void A_category_is_treated_as_its_field_says(string values, string mining, string value, double expected) =>
        Assert.Equal(expected, Output(Colour(values, mining), ("x", value)));

    [Fact]
    public void Inputs_carry_their_names_types_and_categories()
    {
        ProgramModel model = Colour(Listed, "");

        Assert.Equal(InputType.Category, model.Inputs[0].Type);
        Assert.Equal(["red", "blue", "green", "?", "#"], model.Inputs[0].Categories);
        // A category between two is none.
        Assert.True(double.IsNaN(Output(model, ("x", 0.5))));
    }

    [Fact]
    public void An_inner_model_treats_what_the_outer_one_left_missing()
    {
        ProgramModel model = Load(Numbers($"""
            <MiningModel functionName="regression">{NumbersSchema}<Segmentation multipleModelMethod="sum">
              <Segment><True/><RegressionModel functionName="regression">
                <MiningSchema><MiningField name="a" missingValueReplacement="5"/></MiningSchema>
                <RegressionTable intercept="0"><NumericPredictor name="a" coefficient="1"/></RegressionTable></RegressionModel></Segment>
              <Segment><True/><RegressionModel functionName="regression">
                <MiningSchema><MiningField name="a" missingValueReplacement="70"/></MiningSchema>
                <RegressionTable intercept="0"><NumericPredictor name="a" coefficient="1"/></RegressionTable></RegressionModel></Segment>
            </Segmentation></MiningModel>
            """));

        Assert.Equal(75, Output(model));
        Assert.Equal(4, Output(model, ("a", 2)));
    }

    [Theory]
    [InlineData("<MiningField name=\"x\" usageType=\"group\"/>", "group")]
    [InlineData("<MiningField name=\"x\"/><MiningField name=\"x\"/>", "another field")]
    [InlineData("<MiningField name=\"z\"/>", "data dictionary")]
    [InlineData("<MiningField name=\"x\" invalidValueTreatment=\"asValue\"/>", "invalidValueReplacement")]
    [InlineData("<MiningField name=\"x\" missingValueReplacement=\"many\"/>", "double")]
    [InlineData("<MiningField name=\"x\" lowValue=\"2\" highValue=\"1\"/>", "above")]
    [InlineData("<MiningField name=\"x\" x-own=\"1\"/>", "not supported")]
    public void What_a_schema_may_not_say_is_refused(string fields, string reason)
    {
        var error = Refusal(Document($"""
            <DataDictionary><DataField name="x" optype="continuous" dataType="double"/></DataDictionary>
            <RegressionModel functionName="regression"><MiningSchema>{fields}</MiningSchema><RegressionTable intercept="0"/></RegressionModel>
            """));

        Assert.StartsWith("PMML/RegressionModel/MiningSchema/MiningField", error.Path);
        Assert.Contains(reason, error.Message);
    }
}
