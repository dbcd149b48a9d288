using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlTransformationsTests
{
    private const string A = "<FieldRef field=\"a\"/>";
    private const string B = "<FieldRef field=\"b\"/>";

    [Theory]
    [InlineData("+", 10.0)]
    [InlineData("-", 6.0)]
    [InlineData("*", 16.0)]
    [InlineData("/", 4.0)]
    [InlineData("pow", 64.0)]
    [InlineData("min", 2.0)]
    [InlineData("max", 8.0)]
    [InlineData("avg", 5.0)]
    [InlineData("sum", 10.0)]
    [InlineData("product", 16.0)]
    [InlineData("threshold", 1.0)]
    [InlineData("modulo", 0.0)]
    [InlineData("equal", 0.0)]
    [InlineData("notEqual", 1.0)]
    [InlineData("lessThan", 0.0)]
    [InlineData("lessOrEqual", 0.0)]
    [InlineData("greaterThan", 1.0)]
    [InlineData("greaterOrEqual", 1.0)]
    [InlineData("isIn", 0.0)]
    [InlineData("isNotIn", 1.0)]
    public void Functions_of_two_compute_what_their_names_say(string function, double of8And2) =>
        Assert.Equal(of8And2, Output(Derived($"<Apply function=\"{function}\">{A}{B}</Apply>"), ("a", 8), ("b", 2)));

    [Theory]
    [InlineData("abs", -2.5, 2.5)]
    [InlineData("exp", 0, 1)]
    [InlineData("ln", 1, 0)]
    [InlineData("log10", 1000, 3)]
    [InlineData("sqrt", 9, 3)]
    [InlineData("floor", -2.5, -3)]
    [InlineData("ceil", -2.5, -2)]
    [InlineData("round", 2.5, 3)]
    [InlineData("round", -2.5, -2)]
    [InlineData("round", 0.49999999999999994, 0)]
    [InlineData("rint", 2.5, 2)]
    [InlineData("isMissing", 1, 0)]
    [InlineData("isMissing", double.NaN, 1)]
    [InlineData("isNotMissing", 1, 1)]
    public void Functions_of_one_compute_what_their_names_say(string function, double x, double expected) =>
        Assert.Equal(expected, Output(Derived($"<Apply function=\"{function}\">{A}</Apply>"), ("a", x)), 1e-15);

    [Theory]
    [InlineData("<Apply function=\"ln\">{A}</Apply>")]
    [InlineData("<Apply function=\"/\">{B}{A}</Apply>")]
    public void A_result_that_does_not_exist_is_invalid_unless_the_author_said_missing(string expression)
    {
        expression = expression.Replace("{A}", A).Replace("{B}", B);
        string guarded = $"<Apply function=\"if\"><Apply function=\"isMissing\">{expression.Replace("<Apply ", "<Apply invalidValueTreatment=\"asMissing\" ")}</Apply><Constant>-1</Constant><Constant>1</Constant></Apply>";

        Assert.True(double.IsNaN(Output(Derived(expression), ("a", 0), ("b", 1))));
        Assert.Equal(-1, Output(Derived(guarded), ("a", 0), ("b", 1)));
        Assert.True(double.IsNaN(Output(Derived($"<Apply function=\"if\"><Apply function=\"isMissing\">{expression}</Apply><Constant>-1</Constant><Constant>1</Constant></Apply>"), ("a", 0), ("b", 1))));
    }

    [Fact]
    public void Missing_arguments_leave_results_missing_or_take_what_the_author_mapped_them_to()
    {
        Assert.True(double.IsNaN(Output(Derived($"<Apply function=\"+\">{A}{B}</Apply>"), ("a", 8))));
        Assert.Equal(-5, Output(Derived($"<Apply function=\"+\" mapMissingTo=\"-5\">{A}{B}</Apply>"), ("a", 8)));
        Assert.Equal(-6, Output(Derived($"<Apply function=\"+\" defaultValue=\"-6\">{A}{B}</Apply>"), ("a", 8)));
        Assert.Equal(8, Output(Derived($"<Apply function=\"max\">{A}{B}</Apply>"), ("a", 8)));
        Assert.Equal(0, Output(Derived($"<Apply function=\"max\" mapMissingTo=\"0\">{A}{B}</Apply>"), ("a", 8)));
        Assert.Equal(3, Output(Derived("<FieldRef field=\"a\" mapMissingTo=\"3\"/>")));
    }

    [Fact]
    public void Only_the_branch_that_is_taken_is_computed()
    {
        string safe = $"<Apply function=\"if\"><Apply function=\"greaterThan\">{A}<Constant>0</Constant></Apply><Apply function=\"ln\">{A}</Apply><Constant>-7</Constant></Apply>";

        Assert.Equal(-7, Output(Derived(safe), ("a", 0)));
        Assert.Equal(0, Output(Derived(safe), ("a", 1)));
        Assert.True(double.IsNaN(Output(Derived(safe))));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 0, 0)]
    public void Conditions_join(double a, double b, double both)
    {
        string one = $"<Apply function=\"equal\">{A}<Constant>1</Constant></Apply>", other = $"<Apply function=\"equal\">{B}<Constant>1</Constant></Apply>";

        Assert.Equal(both, Output(Derived($"<Apply function=\"and\">{one}{other}</Apply>"), ("a", a), ("b", b)));
        Assert.Equal(a + b > 0 ? 1 : 0, Output(Derived($"<Apply function=\"or\">{one}{other}</Apply>"), ("a", a), ("b", b)));
        Assert.Equal(1 - a, Output(Derived($"<Apply function=\"not\">{one}</Apply>"), ("a", a)));
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("", 5, 0.5)]
    [InlineData("", 15, 2)]
    [InlineData("", -10, -1)]
    [InlineData("", 30, 5)]
    [InlineData("outliers=\"asExtremeValues\"", -10, 0)]
    [InlineData("outliers=\"asExtremeValues\"", 30, 3)]
    [InlineData("outliers=\"asMissingValues\"", 30, double.NaN)]
    [InlineData("mapMissingTo=\"0.25\"", double.NaN, 0.25)]
    public void A_line_runs_through_its_points(string attributes, double x, double expected) => Assert.Equal(
        expected,
        Output(Derived($"""<NormContinuous field="a" {attributes}><LinearNorm orig="0" norm="0"/><LinearNorm orig="10" norm="1"/><LinearNorm orig="20" norm="3"/></NormContinuous>"""), ("a", x)), 1e-15);

    [Theory]
    [InlineData(4.9, 1)]
    [InlineData(5, 2)]
    [InlineData(9, 2)]
    [InlineData(9.1, 9)]
    [InlineData(double.NaN, 0)]
    public void Bins_give_their_values(double x, double expected) => Assert.Equal(expected, Output(Derived("""
        <Discretize field="a" mapMissingTo="0" defaultValue="9">
          <DiscretizeBin binValue="1"><Interval closure="openOpen" rightMargin="5"/></DiscretizeBin>
          <DiscretizeBin binValue="2"><Interval closure="closedClosed" leftMargin="5" rightMargin="9"/></DiscretizeBin>
        </Discretize>
        """), ("a", x)));

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 0)]
    [InlineData(double.NaN, 0.5)]
    public void An_indicator_is_one_for_its_value(double x, double expected) =>
        Assert.Equal(expected, Output(Derived("<NormDiscrete field=\"a\" value=\"7\" mapMissingTo=\"0.5\"/>"), ("a", x)));

    private const string Table = """
        <MapValues outputColumn="data:out" defaultValue="-1" dataType="double">
          <FieldColumnPair field="a" column="data:first"/><FieldColumnPair field="b" column="second"/>
          <InlineTable xmlns:data="http://jpmml.org/jpmml-model/InlineTable">
            <row><data:first>1</data:first><second>1</second><data:out>11</data:out></row>
            <row><data:first>1</data:first><second>2</second><data:out>12</data:out></row>
            <row><data:first>3</data:first><second>1</second><data:out>31</data:out></row>
          </InlineTable>
        </MapValues>
        """;

    internal static string Written { get; } = Numbers($"""
        <RegressionModel functionName="regression">{NumbersSchema}
          <LocalTransformations>
            <DerivedField name="t" optype="continuous" dataType="double">{Table}</DerivedField>
            <DerivedField name="n" optype="continuous" dataType="float">
              <NormContinuous field="a" outliers="asExtremeValues" mapMissingTo="0.5"><LinearNorm orig="0" norm="0"/><LinearNorm orig="10" norm="1"/></NormContinuous>
            </DerivedField>
            <DerivedField name="b1" optype="categorical" dataType="string">
              <Discretize field="b" defaultValue="high"><DiscretizeBin binValue="low"><Interval closure="openClosed" rightMargin="5"/></DiscretizeBin></Discretize>
            </DerivedField>
            <DerivedField name="i" optype="continuous" dataType="integer"><NormDiscrete field="b1" value="low"/></DerivedField>
            <DerivedField name="f" optype="continuous" dataType="double">
              <Apply function="if"><Apply function="and"><Apply function="isNotMissing">{A}</Apply><Apply function="greaterThan">{A}<Constant>0</Constant></Apply></Apply>
                <Apply function="ln" invalidValueTreatment="asMissing">{A}</Apply>
                <Apply function="max" defaultValue="1"><FieldRef field="n"/>{B}<Constant dataType="double">2</Constant></Apply></Apply>
            </DerivedField>
          </LocalTransformations>
          <RegressionTable intercept="0">
            <NumericPredictor name="t" coefficient="1"/><NumericPredictor name="n" coefficient="1"/>
            <NumericPredictor name="i" coefficient="100"/><NumericPredictor name="f" coefficient="1000"/>
          </RegressionTable>
        </RegressionModel>
        """);

    [Fact]
    public void Derived_fields_work_together() =>
        Assert.Equal(111 + (double)0.1f, Output(Load(Written), ("a", 1), ("b", 1)), 1e-12);

    [Theory]
    [InlineData(1, 1, 11)]
    [InlineData(1, 2, 12)]
    [InlineData(3, 1, 31)]
    [InlineData(3, 2, -1)]
    [InlineData(2, 1, -1)]
    [InlineData(double.NaN, 1, double.NaN)]
    public void A_table_gives_the_output_of_the_row_that_fits(double a, double b, double expected) =>
        Assert.Equal(expected, Output(Derived(Table), ("a", a), ("b", b)));

    [Fact]
    public void A_table_that_contradicts_itself_is_refused() => Assert.Contains(
        "two different outputs", Refusal(Numbers($"""
            <RegressionModel functionName="regression">{NumbersSchema}<LocalTransformations><DerivedField name="d" optype="continuous" dataType="double">
            {Table.Replace("<second>2</second>", "<second>1</second>")}</DerivedField></LocalTransformations><RegressionTable intercept="0"/></RegressionModel>
            """)).Message);

    [Fact]
    public void Derived_types_round_or_refuse_values()
    {
        Assert.Equal(0.1f, Output(Derived(A, "optype=\"continuous\" dataType=\"float\""), ("a", 0.1)));
        Assert.True(double.IsNaN(Output(Derived(A, "optype=\"continuous\" dataType=\"integer\""), ("a", 0.1))));
        Assert.Equal(2, Output(Derived(A, "optype=\"continuous\" dataType=\"integer\""), ("a", 2)));
    }

    [Fact]
    public void Derived_fields_may_stand_in_any_order_and_the_documents_own_come_first()
    {
        var model = Load(Document($"""
            <DataDictionary><DataField name="a" optype="continuous" dataType="double"/></DataDictionary>
            <TransformationDictionary><DerivedField name="twice" optype="continuous" dataType="double"><Apply function="*">{A}<Constant>2</Constant></Apply></DerivedField></TransformationDictionary>
            <RegressionModel functionName="regression"><MiningSchema><MiningField name="a"/></MiningSchema>
              <LocalTransformations>
                <DerivedField name="last" optype="continuous" dataType="double"><Apply function="+"><FieldRef field="first"/><Constant>1</Constant></Apply></DerivedField>
                <DerivedField name="first" optype="continuous" dataType="double"><Apply function="*"><FieldRef field="twice"/><Constant>10</Constant></Apply></DerivedField>
              </LocalTransformations>
              <RegressionTable intercept="0"><NumericPredictor name="last" coefficient="1"/></RegressionTable>
            </RegressionModel>
            """));

        Assert.Equal(61, Output(model, ("a", 3)));
        var parts = new double[2];
        model.Contributions([3], 0, parts);
        Assert.Equal([61, 0], parts);
    }

    [Theory]
    [InlineData("<Apply function=\"x-woe\"><FieldRef field=\"a\"/></Apply>", "@function", "x-woe")]
    [InlineData("<Apply function=\"dateDaysSinceYear\"><FieldRef field=\"a\"/></Apply>", "@function", "dateDaysSinceYear")]
    [InlineData("<Apply function=\"ln\"><FieldRef field=\"a\"/><FieldRef field=\"b\"/></Apply>", "Apply", "1 arguments")]
    [InlineData("<Apply function=\"equal\"><FieldRef field=\"a\"/><Constant>red</Constant></Apply>", "Apply", "text beside a number")]
    [InlineData("<Aggregate field=\"a\" function=\"sum\"/>", "Aggregate", "not supported")]
    [InlineData("<TextIndex textField=\"a\"><Constant>x</Constant></TextIndex>", "TextIndex", "not supported")]
    [InlineData("<FieldRef field=\"d\"/>", "FieldRef", "from itself")]
    [InlineData("<FieldRef field=\"nobody\"/>", "@field", "no field")]
    [InlineData("<Constant>red</Constant>", "Constant", "double")]
    [InlineData("<NormContinuous field=\"a\"><LinearNorm orig=\"1\" norm=\"0\"/><LinearNorm orig=\"1\" norm=\"1\"/></NormContinuous>", "LinearNorm[2]", "above")]
    [InlineData("<MapValues outputColumn=\"o\"><FieldColumnPair field=\"a\" column=\"i\"/><TableLocator/></MapValues>", "MapValues", "InlineTable")]
    public void What_cannot_be_computed_is_refused_with_its_path(string expression, string path, string reason)
    {
        var error = Refusal(Numbers($"""
            <RegressionModel functionName="regression">{NumbersSchema}
              <LocalTransformations><DerivedField name="d" optype="continuous" dataType="double">{expression}</DerivedField></LocalTransformations>
              <RegressionTable intercept="0"/>
            </RegressionModel>
            """));

        Assert.EndsWith(path, error.Path);
        Assert.Contains(reason, error.Message);
    }
}
