using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlRegressionTests
{
    private const string Claims = """
        <DataDictionary numberOfFields="4">
          <DataField name="age" optype="continuous" dataType="double"/>
          <DataField name="salary" optype="continuous" dataType="double"/>
          <DataField name="car_location" optype="categorical" dataType="string"><Value value="carpark"/><Value value="street"/></DataField>
          <DataField name="number_of_claims" optype="continuous" dataType="integer"/>
        </DataDictionary>
        <RegressionModel modelName="Sample for linear regression" functionName="regression" algorithmName="linearRegression" targetFieldName="number_of_claims">
          <MiningSchema>
            <MiningField name="age"/><MiningField name="salary"/><MiningField name="car_location"/>
            <MiningField name="number_of_claims" usageType="target"/>
          </MiningSchema>
          <RegressionTable intercept="132.37">
            <NumericPredictor name="age" exponent="1" coefficient="7.1"/>
            <NumericPredictor name="salary" exponent="1" coefficient="0.01"/>
            <CategoricalPredictor name="car_location" value="carpark" coefficient="41.1"/>
            <CategoricalPredictor name="car_location" value="street" coefficient="325.03"/>
          </RegressionTable>
        </RegressionModel>
        """;

    // The example of PMML 4.x, Regression: claims = 132.37 + 7.1 age + 0.01 salary + 41.1 carpark + 325.03 street.
    [Fact]
    public void The_example_of_the_specification_is_its_formula()
    {
        ProgramModel model = Load(Document(Claims));

        Assert.Equal(132.37 + 7.1 * 30 + 0.01 * 2000 + 325.03, Output(model, ("age", 30), ("salary", 2000), ("car_location", "street")));
        Assert.Equal(132.37 + 7.1 * 30 + 0.01 * 2000 + 41.1, Output(model, ("age", 30), ("salary", 2000), ("car_location", "carpark")));
    }

    [Fact]
    public void A_missing_category_adds_nothing_a_missing_number_leaves_no_answer_and_an_unlisted_category_is_invalid()
    {
        ProgramModel model = Load(Document(Claims));

        Assert.Equal(132.37 + 7.1 * 30 + 0.01 * 2000, Output(model, ("age", 30), ("salary", 2000)));
        Assert.True(double.IsNaN(Output(model, ("age", 30), ("car_location", "street"))));
        Assert.True(double.IsNaN(Output(model, ("age", 30), ("salary", 2000), ("car_location", "garage"))));
    }

    [Fact]
    public void Parts_are_the_terms_of_each_input()
    {
        ProgramModel model = Load(Document(Claims));
        var parts = new double[4];
        model.Contributions(Row(model, ("age", 30), ("salary", 2000), ("car_location", "street")), 0, parts);

        Assert.Equal([7.1 * 30, 0.01 * 2000, 325.03, 132.37], parts);
    }

    [Fact]
    public void Powers_and_products_are_terms()
    {
        ProgramModel model = Load(Numbers($"""
            <RegressionModel functionName="regression">{NumbersSchema}
              <RegressionTable intercept="1">
                <NumericPredictor name="a" exponent="2" coefficient="3"/>
                <PredictorTerm coefficient="-2"><FieldRef field="a"/><FieldRef field="b"/><FieldRef field="c"/></PredictorTerm>
              </RegressionTable>
            </RegressionModel>
            """));

        Assert.Equal(1 + 3 * 25 - 2 * 5 * 7 * 0.5, Output(model, ("a", 5), ("b", 7), ("c", 0.5)));
        Assert.False(model.CanExplain);
    }

    [Theory]
    [InlineData("none", 0.4)]
    [InlineData("logit", 0.598687660112452)]
    [InlineData("softmax", 0.598687660112452)]
    [InlineData("exp", 1.4918246976412703)]
    [InlineData("probit", 0.6554217416103242)]
    [InlineData("cloglog", 0.7750382064500816)]
    [InlineData("loglog", 0.5115448336890416)]
    [InlineData("cauchit", 0.6211189415908434)]
    public void A_number_goes_through_the_link_that_the_model_names(string method, double expected)
    {
        ProgramModel model = Load(Numbers($"""
            <RegressionModel functionName="regression" normalizationMethod="{method}">{NumbersSchema}
              <RegressionTable intercept="0.1"><NumericPredictor name="a" coefficient="0.3"/></RegressionTable>
            </RegressionModel>
            """));

        Assert.Equal(expected, Output(model, ("a", 1)), 1e-14);
        Assert.Equal(0.1 + 0.3, Margins(model, ("a", 1))[0]);
    }

    [Theory]
    [InlineData(1.9599639845400545, 0.975)]
    [InlineData(-8, 6.220960574271819e-16)]
    [InlineData(-3, 0.0013498980316300957)]
    [InlineData(2.5, 0.9937903346742238)]
    [InlineData(-30, 4.906713927148187e-198)]
    [InlineData(0, 0.5)]
    [InlineData(-38, 0)]
    public void The_normal_distribution_is_exact_far_out_too(double y, double expected)
    {
        ProgramModel model = Load(Numbers($"""
            <RegressionModel functionName="regression" normalizationMethod="probit">{NumbersSchema}
              <RegressionTable intercept="0"><NumericPredictor name="a" coefficient="1"/></RegressionTable>
            </RegressionModel>
            """));

        Assert.Equal(expected, Output(model, ("a", y)), expected * 3e-13);
    }

    private static string Classes(string method, string optype = "categorical", int count = 3) => Document($"""
        <DataDictionary>
          <DataField name="a" optype="continuous" dataType="double"/>
          <DataField name="y" optype="{optype}" dataType="string"><Value value="low"/><Value value="mid"/><Value value="high"/></DataField>
        </DataDictionary>
        <RegressionModel functionName="classification" normalizationMethod="{method}">
          <MiningSchema><MiningField name="a"/><MiningField name="y" usageType="target"/></MiningSchema>
          <RegressionTable intercept="0.2" targetCategory="low"><NumericPredictor name="a" coefficient="0.1"/></RegressionTable>
          {(count == 3 ? "<RegressionTable intercept=\"0.5\" targetCategory=\"mid\"><NumericPredictor name=\"a\" coefficient=\"0.1\"/></RegressionTable>" : "")}
          <RegressionTable intercept="0" targetCategory="high"/>
        </RegressionModel>
        """);

    [Fact]
    public void Classes_share_by_softmax()
    {
        double[] e = [Math.Exp(0.3), Math.Exp(0.6), 1];
        ProgramModel model = Load(Classes("softmax"));

        Assert.Equal(["low", "mid", "high"], model.Outputs);
        double[] outputs = Outputs(model, ("a", 1));
        for (int k = 0; k < 3; k++) Assert.Equal(e[k] / e.Sum(), outputs[k], 1e-15);
        Assert.Equal([0.2 + 0.1, 0.5 + 0.1, 0], Margins(model, ("a", 1)));
    }

    [Fact]
    public void Classes_share_by_simplemax_and_by_what_is_left()
    {
        Assert.Equal([0.3 / 0.9, 0.6 / 0.9, 0], Rounded(Outputs(Load(Classes("simplemax")), ("a", 1))));
        Assert.Equal([0.3, 0.6, 0.1], Rounded(Outputs(Load(Classes("none")), ("a", 1))));

        static double[] Rounded(double[] values) => [.. values.Select(value => Math.Abs(value - 0.3 / 0.9) < 1e-15 ? 0.3 / 0.9 : Math.Abs(value - 0.6 / 0.9) < 1e-15 ? 0.6 / 0.9 : Math.Round(value, 15))];
    }

    [Fact]
    public void Two_classes_share_by_the_first_ones_link()
    {
        double p = 1 / (1 + Math.Exp(-0.30000000000000004));

        Assert.Equal([p, 1 - p], Outputs(Load(Classes("logit", count: 2)), ("a", 1)));
        // Each class's log-odds, though the second one's table holds nothing.
        Assert.Equal([0.30000000000000004, -0.30000000000000004], Margins(Load(Classes("logit", count: 2)), ("a", 1)));
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("logit", 0)]
    [InlineData("probit", 0)]
    [InlineData("cloglog", 0)]
    [InlineData("loglog", 0)]
    [InlineData("cauchit", 0)]
    public void What_raises_the_first_of_two_classes_lowers_the_second(string normalization, double whole)
    {
        ProgramModel model = Load(Classes(normalization, count: 2));
        var parts = new double[2];
        model.Contributions(Row(model, ("a", 1)), 1, parts);

        Assert.Equal([-0.1, whole - 0.2], parts);
        Assert.Equal(parts.Sum(), Margins(model, ("a", 1))[1], 1e-15);
    }

    [Fact]
    public void Classes_in_an_order_share_by_differences_of_the_cumulative_link()
    {
        double[] f = [1 / (1 + Math.Exp(-0.3)), 1 / (1 + Math.Exp(-0.6))];
        double[] outputs = Outputs(Load(Classes("logit", "ordinal")), ("a", 1));

        Assert.Equal(f[0], outputs[0], 1e-15);
        Assert.Equal(f[1] - f[0], outputs[1], 1e-15);
        Assert.Equal(1 - f[1], outputs[2], 1e-15);
    }

    [Fact]
    public void Three_classes_without_an_order_do_not_share_by_a_link() =>
        Assert.Contains("more than 2 classes", Refusal(Classes("logit")).Message);

    [Theory]
    [InlineData("softmax", "categorical", MarginLinkage.Softmax)]
    [InlineData("simplemax", "categorical", MarginLinkage.Several)]
    [InlineData("logit", "ordinal", MarginLinkage.Several)]
    public void How_three_classes_hang_together_is_known(string normalization, string optype, MarginLinkage expected) =>
        Assert.Equal(expected, Load(Classes(normalization, optype)).Linkage);

    [Fact]
    public void A_missing_number_leaves_no_class() => Assert.All(Outputs(Load(Classes("softmax"))), output => Assert.True(double.IsNaN(output)));
}
