using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlTreeTests
{
    // The golf tree of PMML 4.x, Tree Models, with its counts; the strategy varies.
    private static string Golf(string attributes) => Document($"""
        <DataDictionary numberOfFields="5">
          <DataField name="temperature" optype="continuous" dataType="double"/>
          <DataField name="humidity" optype="continuous" dataType="double"/>
          <DataField name="windy" optype="categorical" dataType="string"><Value value="true"/><Value value="false"/></DataField>
          <DataField name="outlook" optype="categorical" dataType="string"><Value value="sunny"/><Value value="overcast"/><Value value="rain"/></DataField>
          <DataField name="whatIdo" optype="categorical" dataType="string"><Value value="will play"/><Value value="may play"/><Value value="no play"/></DataField>
        </DataDictionary>
        <TreeModel modelName="golfing" functionName="classification" {attributes}>
          <MiningSchema>
            <MiningField name="temperature"/><MiningField name="humidity"/><MiningField name="windy"/><MiningField name="outlook"/>
            <MiningField name="whatIdo" usageType="target"/>
          </MiningSchema>
          <Node id="1" score="will play" recordCount="100" defaultChild="2"><True/>
            {Counts(60, 30, 10)}
            <Node id="2" score="will play" recordCount="50" defaultChild="3"><SimplePredicate field="outlook" operator="equal" value="sunny"/>
              {Counts(40, 8, 2)}
              <Node id="3" score="will play" recordCount="40">
                <CompoundPredicate booleanOperator="surrogate">
                  <CompoundPredicate booleanOperator="and">
                    <SimplePredicate field="temperature" operator="lessThan" value="90"/><SimplePredicate field="temperature" operator="greaterThan" value="50"/>
                  </CompoundPredicate>
                  <SimplePredicate field="humidity" operator="lessThan" value="80"/>
                </CompoundPredicate>
                {Counts(36, 3, 1)}
              </Node>
              <Node id="4" score="no play" recordCount="10">
                <SimplePredicate field="humidity" operator="greaterOrEqual" value="80"/>{Counts(4, 5, 1)}
              </Node>
            </Node>
            <Node id="5" score="may play" recordCount="50">
              <CompoundPredicate booleanOperator="or">
                <SimplePredicate field="outlook" operator="equal" value="overcast"/><SimplePredicate field="outlook" operator="equal" value="rain"/>
              </CompoundPredicate>{Counts(20, 22, 8)}
            </Node>
          </Node>
        </TreeModel>
        """);

    private static string Counts(int will, int may, int no) =>
        $"<ScoreDistribution value=\"will play\" recordCount=\"{will}\"/><ScoreDistribution value=\"may play\" recordCount=\"{may}\"/><ScoreDistribution value=\"no play\" recordCount=\"{no}\"/>";

    internal static string Written { get; } = Golf("missingValueStrategy=\"defaultChild\"");

    private static readonly double[] NoAnswer = [double.NaN, double.NaN, double.NaN];

    [Fact]
    public void Probabilities_are_the_shares_of_the_leafs_records()
    {
        ProgramModel tree = Load(Golf(""));

        Assert.Equal(["will play", "may play", "no play"], tree.Outputs);
        Assert.Equal([36 / 40.0, 3 / 40.0, 1 / 40.0], Outputs(tree, ("outlook", "sunny"), ("temperature", 75), ("humidity", 95)));
        Assert.Equal([20 / 50.0, 22 / 50.0, 8 / 50.0], Outputs(tree, ("outlook", "rain")));
    }

    [Fact]
    public void A_surrogate_speaks_where_the_first_part_is_unknown()
    {
        ProgramModel tree = Load(Golf(""));

        Assert.Equal(36 / 40.0, Output(tree, ("outlook", "sunny"), ("humidity", 60)));
        Assert.Equal(4 / 10.0, Output(tree, ("outlook", "sunny"), ("humidity", 85)));
        // Known and false: the humidity is not asked. Then no child is met.
        Assert.Equal(NoAnswer, Outputs(tree, ("outlook", "sunny"), ("temperature", 95), ("humidity", 60)));
    }

    [Theory]
    [InlineData("missingValueStrategy=\"none\"", double.NaN)]
    [InlineData("missingValueStrategy=\"none\" noTrueChildStrategy=\"returnLastPrediction\"", 0.6)]
    [InlineData("missingValueStrategy=\"lastPrediction\"", 0.6)]
    [InlineData("missingValueStrategy=\"nullPrediction\" noTrueChildStrategy=\"returnLastPrediction\"", double.NaN)]
    [InlineData("missingValueStrategy=\"defaultChild\" missingValuePenalty=\"0.8\"", 0.9)]
    public void A_missing_value_goes_the_way_that_the_tree_names(string attributes, double willPlay) =>
        Assert.Equal(willPlay, Output(Load(Golf(attributes)), ("windy", "true")));

    [Theory]
    [InlineData("weightedConfidence")]
    [InlineData("aggregateNodes")]
    public void Strategies_that_mix_answers_are_refused_by_name(string strategy)
    {
        var error = Refusal(Golf($"missingValueStrategy=\"{strategy}\""));

        Assert.Equal("PMML/TreeModel/@missingValueStrategy", error.Path);
        Assert.Contains(strategy, error.Message);
    }

    [Theory]
    [InlineData("""<SimplePredicate field="a" operator="equal" value="2"/>""", 2.0, true, 3.0, false)]
    [InlineData("""<SimplePredicate field="a" operator="notEqual" value="2"/>""", 3.0, true, 2.0, false)]
    [InlineData("""<SimplePredicate field="a" operator="isMissing"/>""", double.NaN, true, 2.0, false)]
    [InlineData("""<SimplePredicate field="a" operator="isNotMissing"/>""", 2.0, true, double.NaN, false)]
    [InlineData("""<SimpleSetPredicate field="a" booleanOperator="isIn"><Array n="3" type="real">1 2.5 7</Array></SimpleSetPredicate>""", 2.5, true, 2.0, false)]
    [InlineData("""<SimpleSetPredicate field="a" booleanOperator="isNotIn"><Array type="int">1 7</Array></SimpleSetPredicate>""", 2.0, true, 7.0, false)]
    [InlineData("""<CompoundPredicate booleanOperator="xor"><SimplePredicate field="a" operator="greaterThan" value="0"/><SimplePredicate field="a" operator="greaterThan" value="5"/></CompoundPredicate>""", 3.0, true, 6.0, false)]
    [InlineData("""<CompoundPredicate booleanOperator="or"><False/><SimplePredicate field="a" operator="lessOrEqual" value="5"/></CompoundPredicate>""", 5.0, true, 5.5, false)]
    public void Each_predicate_says_what_its_name_says(string predicate, double first, bool firstMeets, double second, bool secondMeets)
    {
        ProgramModel tree = Load(Numbers($"""
            <TreeModel functionName="regression" noTrueChildStrategy="returnLastPrediction">{NumbersSchema}
              <Node score="0"><True/><Node score="1">{predicate}</Node></Node>
            </TreeModel>
            """));

        Assert.Equal(firstMeets ? 1 : 0, Output(tree, ("a", first)));
        Assert.Equal(secondMeets ? 1 : 0, Output(tree, ("a", second)));
    }

    [Fact]
    public void Set_members_in_quotes_may_hold_blanks_and_quotes()
    {
        ProgramModel tree = Load(Document("""
            <DataDictionary><DataField name="job" optype="categorical" dataType="string"/><DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
            <TreeModel functionName="regression" noTrueChildStrategy="returnLastPrediction">
              <MiningSchema><MiningField name="job" invalidValueTreatment="asIs"/><MiningField name="y" usageType="target"/></MiningSchema>
              <Node score="0"><True/><Node score="1">
                <SimpleSetPredicate field="job" booleanOperator="isIn"><Array n="3" type="string">clerk "civil servant" "so-called \"boss\""</Array></SimpleSetPredicate>
              </Node></Node>
            </TreeModel>
            """));

        Assert.Equal(["clerk", "civil servant", "so-called \"boss\""], tree.Inputs[0].Categories);
        Assert.Equal(1, Output(tree, ("job", "civil servant")));
        Assert.Equal(0, Output(tree, ("job", "pilot")));
    }

    [Theory]
    [InlineData("""<Node><True/></Node>""", "Node", "score")]
    [InlineData("""<Node score="x"><True/></Node>""", "Node", "double")]
    [InlineData("""<Node score="1"><True/><False/></Node>""", "Node", "one predicate")]
    [InlineData("""<Node score="1"><True/><Regression/></Node>""", "Node/Regression", "not supported")]
    [InlineData("""<Node score="1"><SimpleSetPredicate field="a" booleanOperator="isIn"><Array n="3">1 2</Array></SimpleSetPredicate></Node>""", "@n", "2 values")]
    [InlineData("""<Node score="1"><SimpleSetPredicate field="a" booleanOperator="isIn"><Array>"1</Array></SimpleSetPredicate></Node>""", "Array", "quotes")]
    [InlineData("""<Node score="1"><SimplePredicate field="a" operator="like" value="1"/></Node>""", "@operator", "like")]
    [InlineData("""<Node score="1"><CompoundPredicate booleanOperator="and"><True/></CompoundPredicate></Node>""", "CompoundPredicate", "at least 2")]
    public void A_node_that_says_too_little_or_too_much_is_refused(string node, string path, string reason)
    {
        var error = Refusal(Numbers($"""<TreeModel functionName="regression">{NumbersSchema}{node}</TreeModel>"""));

        Assert.EndsWith(path, error.Path);
        Assert.Contains(reason, error.Message);
    }
}
