using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlScorecardTests
{
    // The example of PMML 4.x, Scorecard: department, age and income against baselines 19, 18 and 10.
    private const string Specified = """
        <DataDictionary>
          <DataField name="department" dataType="string" optype="categorical"/>
          <DataField name="age" dataType="integer" optype="continuous"/>
          <DataField name="income" dataType="double" optype="continuous"/>
          <DataField name="overallScore" dataType="double" optype="continuous"/>
        </DataDictionary>
        <Scorecard modelName="SampleScorecard" functionName="regression" ALGORITHM initialScore="0" baselineMethod="other">
          <MiningSchema>
            <MiningField name="department" usageType="active" invalidValueTreatment="asMissing"/>
            <MiningField name="age" usageType="active" invalidValueTreatment="asMissing"/>
            <MiningField name="income" usageType="active" invalidValueTreatment="asMissing"/>
            <MiningField name="overallScore" usageType="predicted"/>
          </MiningSchema>
          <Output>
            <OutputField name="Final Score" feature="predictedValue" dataType="double" optype="continuous"/>
            <OutputField name="Reason Code 1" rank="1" feature="reasonCode" dataType="string" optype="categorical"/>
          </Output>
          <Characteristics>
            <Characteristic name="departmentScore" reasonCode="RC1" baselineScore="19">
              <Attribute partialScore="-9"><SimplePredicate field="department" operator="isMissing"/></Attribute>
              <Attribute partialScore="19"><SimplePredicate field="department" operator="equal" value="marketing"/></Attribute>
              <Attribute partialScore="3"><SimplePredicate field="department" operator="equal" value="engineering"/></Attribute>
              <Attribute partialScore="6"><SimplePredicate field="department" operator="equal" value="business"/></Attribute>
              <Extension name="rest"/>
            </Characteristic>
            <Characteristic name="ageScore" reasonCode="RC2" baselineScore="18">
              <Attribute partialScore="-1" reasonCode="RC2_1"><SimplePredicate field="age" operator="isMissing"/></Attribute>
              <Attribute partialScore="-3" reasonCode="RC2_2"><SimplePredicate field="age" operator="lessOrEqual" value="18"/></Attribute>
              <Attribute partialScore="0" reasonCode="RC2_3">
                <CompoundPredicate booleanOperator="and">
                  <SimplePredicate field="age" operator="greaterThan" value="18"/><SimplePredicate field="age" operator="lessOrEqual" value="29"/>
                </CompoundPredicate>
              </Attribute>
              <Attribute partialScore="12">
                <CompoundPredicate booleanOperator="and">
                  <SimplePredicate field="age" operator="greaterThan" value="29"/><SimplePredicate field="age" operator="lessOrEqual" value="39"/>
                </CompoundPredicate>
              </Attribute>
              <Attribute partialScore="18"><SimplePredicate field="age" operator="greaterThan" value="39"/></Attribute>
            </Characteristic>
            <Characteristic name="incomeScore" reasonCode="RC3" baselineScore="10">
              <Attribute partialScore="5"><SimplePredicate field="income" operator="isMissing"/></Attribute>
              <Attribute partialScore="26"><SimplePredicate field="income" operator="lessOrEqual" value="1000"/></Attribute>
              <Attribute partialScore="5">
                <CompoundPredicate booleanOperator="and">
                  <SimplePredicate field="income" operator="greaterThan" value="1000"/><SimplePredicate field="income" operator="lessOrEqual" value="2500"/>
                </CompoundPredicate>
              </Attribute>
              <Attribute partialScore="-3"><SimplePredicate field="income" operator="greaterThan" value="2500"/></Attribute>
            </Characteristic>
          </Characteristics>
        </Scorecard>
        """;

    private static readonly ProgramModel Card = Load(Document(Specified.Replace("ALGORITHM", "useReasonCodes=\"true\" reasonCodeAlgorithm=\"pointsBelow\""), "4.1"));

    internal static string Written { get; } = Document(Specified.Replace("ALGORITHM", ""), "4.1");

    [Fact]
    public void The_example_of_the_specification_scores_as_it_says() =>
        Assert.Equal(3 + 0 + 26, Output(Card, ("department", "engineering"), ("age", 25), ("income", 500)));

    [Fact]
    public void The_weightiest_reason_is_that_furthest_below_its_baseline()
    {
        // 18 points below the baseline by age, 16 by department, and 16 above it by income.
        Assert.Equal(["RC2_3 18", "RC1 16", "RC3 -16"], Reasons(Card, ("department", "engineering"), ("age", 25), ("income", 500)));
    }

    [Fact]
    public void Above_the_baseline_counts_where_the_card_says_so()
    {
        ProgramModel card = Load(Document(Specified.Replace("ALGORITHM", "reasonCodeAlgorithm=\"pointsAbove\""), "4.1"));

        Assert.Equal(["RC3 16", "RC1 -16", "RC2_3 -18"], Reasons(card, ("department", "engineering"), ("age", 25), ("income", 500)));
    }

    [Fact]
    public void A_card_without_reasons_ranks_none()
    {
        ProgramModel card = Load(Document(Specified.Replace("ALGORITHM", "useReasonCodes=\"false\""), "4.1"));

        Assert.Equal(0, card.ReasonCount);
        Assert.False(card.Reasons(Row(card, ("department", "business"), ("age", 40), ("income", 0)), []));
        Assert.Equal(6 + 18 + 26, Output(card, ("department", "business"), ("age", 40), ("income", 0)));
    }

    [Theory]
    [InlineData(18, -3)]
    [InlineData(19, 0)]
    [InlineData(29, 0)]
    [InlineData(30, 12)]
    [InlineData(39, 12)]
    [InlineData(40, 18)]
    public void A_bound_belongs_to_the_attribute_that_names_it(int age, double points) =>
        Assert.Equal(19 + points + 5, Output(Card, ("department", "marketing"), ("age", age)));

    [Fact]
    public void Missing_values_have_their_own_points_and_an_age_that_is_not_whole_is_invalid_and_so_missing()
    {
        Assert.Equal(-9 - 1 + 5, Output(Card));
        Assert.Equal(-9 - 1 + 5, Output(Card, ("age", 25.5)));
    }

    [Fact]
    public void A_value_that_meets_no_attribute_leaves_the_card_without_an_answer()
    {
        (string, object)[] unknown = [("department", "sales"), ("age", 25), ("income", 500)];

        Assert.Equal(-1, Row(Card, unknown)[0]);
        Assert.True(double.IsNaN(Output(Card, unknown)));
        Assert.False(Card.Reasons(Row(Card, unknown), new PointsReason[Card.ReasonCount]));
    }

    [Fact]
    public void Categories_that_the_dictionary_does_not_list_are_those_that_the_card_compares() =>
        Assert.Equal(["marketing", "engineering", "business"], Card.Inputs[0].Categories);

    [Fact]
    public void Parts_are_points_against_the_baseline_and_add_up_to_the_score()
    {
        var parts = new double[4];
        Card.Contributions(Row(Card, ("department", "engineering"), ("age", 25), ("income", 500)), 0, parts);

        Assert.True(Card.CanExplain);
        Assert.Equal([3 - 19, 0 - 18, 26 - 10, 19 + 18 + 10], parts);
        Assert.Equal(29, parts.Sum());
    }

    [Fact]
    public void A_score_may_be_computed_and_starts_from_the_initial_score()
    {
        ProgramModel card = Load(Numbers($"""
            <Scorecard functionName="regression" initialScore="100" useReasonCodes="false">{NumbersSchema}
              <Characteristics><Characteristic name="c">
                <Attribute><SimplePredicate field="a" operator="lessThan" value="10"/>
                  <ComplexPartialScore><Apply function="*"><Constant>0.5</Constant><FieldRef field="b"/></Apply></ComplexPartialScore>
                </Attribute>
                <Attribute partialScore="7"><True/></Attribute>
              </Characteristic></Characteristics>
            </Scorecard>
            """));

        Assert.Equal(102, Output(card, ("a", 9), ("b", 4)));
        Assert.Equal(107, Output(card, ("a", 10), ("b", 4)));
        // Two inputs decide the one characteristic: whose its points are, nobody can say.
        Assert.False(card.CanExplain);
        Assert.Throws<NotSupportedException>(() => card.Contributions(Row(card, ("a", 9), ("b", 4)), 0, new double[4]));
    }

    [Theory]
    [InlineData("baselineScore=\"19\"", "", "Characteristic[1]", "baselineScore")]
    [InlineData("reasonCode=\"RC1\"", "", "Characteristic[1]/Attribute[1]", "reasonCode")]
    [InlineData("partialScore=\"-9\"", "", "Characteristic[1]/Attribute[1]", "partialScore")]
    [InlineData("partialScore=\"-9\"", "partialScore=\"NaN\"", "@partialScore", "finite")]
    [InlineData("field=\"department\" operator=\"isMissing\"", "field=\"dept\" operator=\"isMissing\"", "@field", "no field")]
    [InlineData("value=\"18\"", "value=\"x18\"", "SimplePredicate", "integer")]
    [InlineData("operator=\"equal\" value=\"marketing\"", "operator=\"lessThan\" value=\"marketing\"", "@operator", "order")]
    public void What_a_card_lacks_is_refused_with_its_path(string part, string by, string path, string reason)
    {
        int at = Written.IndexOf(part, StringComparison.Ordinal);

        var error = Refusal(Written[..at] + by + Written[(at + part.Length)..]);

        Assert.Contains(path, error.Path);
        Assert.Contains(reason, error.Message);
    }

    private static List<string> Reasons(ProgramModel card, params (string, object)[] values)
    {
        var reasons = new PointsReason[card.ReasonCount];
        Assert.True(card.Reasons(Row(card, values), reasons));
        return [.. reasons.Select(reason => $"{card.ReasonCodes[reason.Code]} {reason.Points}")];
    }
}
