using System.Globalization;
using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlEnsembleTests
{
    private const string Folder = "tests/Modeling.Tests/Formats/Pmml/";

    internal static readonly string Boosted = System.Text.Encoding.UTF8.GetString(Repository.Bytes(Folder + "boosted.pmml"));

    // A tree of pairs with a word on missing values becomes plain splits; the same with one predicate more must be walked.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_boosted_model_answers_as_XGBoost_does(bool plain)
    {
        ProgramModel model = Load(plain ? Boosted : Walked());
        string[] lines = File.ReadAllLines(Repository.PathOf(Folder + "boosted.csv"));
        Assert.Equal(["1", "0"], model.Outputs);
        Assert.Equal(61, lines.Length);
        foreach (string line in lines.Skip(1))
        {
            float[] cells = [.. line.Split(',').Select(cell => cell.Length == 0 ? float.NaN : float.Parse(cell, CultureInfo.InvariantCulture))];
            double[] row = [cells[0], cells[1], cells[2]];
            var (margins, outputs) = (new double[2], new double[2]);
            model.Margin(row, margins);
            model.Predict(row, outputs);
            Assert.Equal(cells[3], margins[0]);
            Assert.Equal(-cells[3], margins[1]);
            Assert.Equal(cells[4], outputs[0], 1e-7);
            Assert.Equal(1f - (float)outputs[0], outputs[1]);
        }
    }

    [Fact]
    public void The_parts_of_a_boosted_model_are_those_that_XGBoost_gives()
    {
        ProgramModel model = Load(Boosted);
        Assert.True(model.CanExplain);
        foreach (string line in File.ReadAllLines(Repository.PathOf(Folder + "boosted.csv")).Skip(1))
        {
            double[] cells = [.. line.Split(',').Select(cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture))];
            var parts = new double[4];
            model.Contributions(cells.AsSpan(0, 3), 0, parts);
            for (int i = 0; i < 4; i++) Assert.Equal(cells[5 + i], parts[i], 1e-5);
            model.Contributions(cells.AsSpan(0, 3), 1, parts);
            for (int i = 0; i < 4; i++) Assert.Equal(-cells[5 + i], parts[i], 1e-5);
        }
        Assert.False(Load(Walked()).CanExplain);
    }

    [Fact]
    public void Where_leaves_have_no_count_of_records_all_weigh_the_same()
    {
        ProgramModel model = Load(System.Text.RegularExpressions.Regex.Replace(Boosted, " recordCount=\"[^\"]+\"", ""));
        Assert.True(model.CanExplain);
        double[] row = [1, double.NaN, 3], parts = new double[4], margins = new double[model.Margins.Count];
        model.Contributions(row, 0, parts);
        model.Margin(row, margins);
        Assert.Equal(margins[0], parts.Sum(), 1e-5);

        // One leaf without its count takes a single tree's counts away, not those of the others.
        double[] counted = new double[4], partly = new double[4];
        Load(Boosted).Contributions(row, 0, counted);
        Load(new System.Text.RegularExpressions.Regex("(?<=<Node id=\"7\") recordCount=\"[^\"]+\"").Replace(Boosted, "", 1)).Contributions(row, 0, partly);
        Assert.Equal(margins[0], partly.Sum(), 1e-5);
        Assert.NotEqual(counted, partly);
        Assert.NotEqual(parts, partly);
    }

    // Each left child's predicate joined with one that is always true: no longer a plain comparison.
    private static string Walked() => System.Text.RegularExpressions.Regex.Replace(
        Boosted, "<SimplePredicate field=\"(\\w+)\" operator=\"lessThan\" value=\"([^\"]+)\"/>",
        "<CompoundPredicate booleanOperator=\"and\"><SimplePredicate field=\"$1\" operator=\"lessThan\" value=\"$2\"/><True/></CompoundPredicate>");

    private static string Sum(string trees, string method = "sum", string targets = "") => Numbers($"""
        <MiningModel functionName="regression">{NumbersSchema}{targets}
          <Segmentation multipleModelMethod="{method}">{trees}</Segmentation>
        </MiningModel>
        """);

    private static string Segment(string when, string tree) => $"<Segment>{when}<TreeModel functionName=\"regression\" {tree}</TreeModel></Segment>";

    // The compact form of JPMML: children that are tried in turn, and the node itself where none fits.
    private static readonly string Ladder = Segment("<True/>", $"""
        noTrueChildStrategy="returnLastPrediction">{NumbersSchema}
        <Node score="1"><True/>
          <Node score="2"><SimplePredicate field="a" operator="greaterThan" value="10"/><Node score="3"><SimplePredicate field="b" operator="lessOrEqual" value="0"/></Node></Node>
          <Node score="4"><SimplePredicate field="c" operator="greaterOrEqual" value="5"/></Node>
        </Node>
        """);

    private static readonly string Unlike = Segment("<True/>", $"""
        >{NumbersSchema}<Node score="100"><True/></Node>
        """);

    [Theory]
    [InlineData(11, 1, 9, 2)]
    [InlineData(11, 0, 9, 3)]
    [InlineData(11, double.NaN, 9, 2)]
    [InlineData(10, 0, 5, 4)]
    [InlineData(double.NaN, 0, 5, 4)]
    [InlineData(double.NaN, 0, 4.9, 1)]
    [InlineData(10, 0, double.NaN, 1)]
    public void Children_are_tried_in_turn_and_missing_values_meet_none(double a, double b, double c, double score)
    {
        (string, object)[] row = [("a", a), ("b", b), ("c", c)];

        Assert.Equal(score, Output(Load(Sum(Ladder)), row));
        Assert.Equal(score + 100, Output(Load(Sum(Ladder + Unlike)), row));
        // With one that is no tree of plain splits beside it, the same tree is walked.
        Assert.Equal(score + 100, Output(Load(Sum(Ladder + Unlike.Replace("<True/></Node>", "<Node score=\"5\"><False/></Node><Node score=\"100\"><True/></Node><True/></Node>"))), row));
    }

    [Fact]
    public void An_average_divides_by_the_segments_that_count()
    {
        string sometimes = Unlike.Replace("<Segment><True/>", "<Segment><SimplePredicate field=\"a\" operator=\"greaterThan\" value=\"0\"/>");

        Assert.Equal((1 + 100) / 2.0, Output(Load(Sum(Ladder + Unlike, "average"))));
        Assert.Equal((1 + 100) / 2.0, Output(Load(Sum(Ladder + sometimes, "average")), ("a", 1)));
        Assert.Equal(1, Output(Load(Sum(Ladder + sometimes, "average")), ("a", -1)));
        Assert.True(double.IsNaN(Output(Load(Sum(sometimes, "average")), ("a", -1))));
    }

    [Fact]
    public void The_first_segment_that_counts_answers()
    {
        string low = Unlike.Replace("<Segment><True/>", "<Segment><SimplePredicate field=\"a\" operator=\"lessThan\" value=\"0\"/>");
        string high = Ladder.Replace("<Segment><True/>", "<Segment><SimplePredicate field=\"a\" operator=\"lessThan\" value=\"50\"/>");
        ProgramModel model = Load(Sum(low + high, "selectFirst"));

        Assert.Equal(100, Output(model, ("a", -1), ("c", 9)));
        Assert.Equal(4, Output(model, ("a", 1), ("c", 9)));
        Assert.True(double.IsNaN(Output(model, ("a", 60), ("c", 9))));
    }

    [Theory]
    [InlineData("rescaleConstant=\"0.5\"", 4.5)]
    [InlineData("rescaleFactor=\"2\" rescaleConstant=\"1\"", 9)]
    [InlineData("max=\"3\" rescaleFactor=\"2\"", 6)]
    [InlineData("min=\"7\"", 7)]
    [InlineData("rescaleFactor=\"0.625\" castInteger=\"round\"", 3)]
    [InlineData("rescaleFactor=\"0.625\" castInteger=\"floor\"", 2)]
    [InlineData("rescaleFactor=\"0.55\" castInteger=\"ceiling\"", 3)]
    public void A_target_rescales_bounds_first_and_the_cast_last(string attributes, double expected) => Assert.Equal(
        expected, Output(Load(Sum(Ladder, targets: $"<Targets><Target field=\"y\" {attributes}/></Targets>")), ("c", 9)));

    [Fact]
    public void A_default_stands_for_an_answer_that_is_missing()
    {
        ProgramModel model = Load(Sum(
            Unlike.Replace("<Node score=\"100\"><True/>", "<Node score=\"100\"><SimplePredicate field=\"a\" operator=\"isNotMissing\"/>"),
            targets: "<Targets><Target field=\"y\"><TargetValue defaultValue=\"42\"/></Target></Targets>"));

        Assert.Equal(42, Output(model));
        Assert.Equal(100, Output(model, ("a", 0)));
    }

    [Fact]
    public void Later_models_of_a_chain_read_what_earlier_ones_are_called()
    {
        ProgramModel model = Load(Numbers($"""
            <MiningModel functionName="regression">{NumbersSchema}
              <Output>
                <OutputField name="points" feature="transformedValue" dataType="double" optype="continuous">
                  <Apply function="round"><Apply function="*"><Constant>100</Constant><FieldRef field="p"/></Apply></Apply>
                </OutputField>
              </Output>
              <Segmentation multipleModelMethod="modelChain">
                <Segment><True/><RegressionModel functionName="regression">{NumbersSchema}
                  <Output><OutputField name="z" feature="predictedValue" dataType="double" optype="continuous"/></Output>
                  <RegressionTable intercept="-1"><NumericPredictor name="a" coefficient="2"/></RegressionTable>
                </RegressionModel></Segment>
                <Segment><True/><RegressionModel functionName="regression" normalizationMethod="logit">
                  <MiningSchema><MiningField name="z"/><MiningField name="y" usageType="target"/></MiningSchema>
                  <Output><OutputField name="p" feature="predictedValue" dataType="double" optype="continuous"/></Output>
                  <RegressionTable intercept="0.5"><NumericPredictor name="z" coefficient="3"/></RegressionTable>
                </RegressionModel></Segment>
              </Segmentation>
            </MiningModel>
            """));
        double margin = 0.5 + 3 * (-1 + 2 * 0.25);

        Assert.Equal(["value", "points"], model.Outputs);
        Assert.Equal([1 / (1 + Math.Exp(-margin)), 27], Outputs(model, ("a", 0.25)));
        Assert.Equal([margin], Margins(model, ("a", 0.25)));
        // The parts of the first model's value, three times, and both intercepts.
        var parts = new double[4];
        model.Contributions(Row(model, ("a", 0.25)), 0, parts);
        Assert.Equal([3 * 2 * 0.25, 0, 0, 0.5 - 3], parts);
    }

    [Theory]
    [InlineData("majorityVote")]
    [InlineData("weightedAverage")]
    [InlineData("median")]
    [InlineData("x-stacking")]
    public void Other_ways_to_combine_are_refused_by_name(string method)
    {
        var error = Refusal(Sum(Ladder, method));

        Assert.Equal("PMML/MiningModel/Segmentation/@multipleModelMethod", error.Path);
        Assert.Contains(method, error.Message);
    }

    [Fact]
    public void Forests_of_classes_average_their_probabilities()
    {
        static string Tree(double good, double bad) => $"""
            <Segment><True/><TreeModel functionName="classification"><MiningSchema><MiningField name="a"/><MiningField name="y" usageType="target"/></MiningSchema>
            <Node score="good"><True/><ScoreDistribution value="good" recordCount="0" probability="{good}"/><ScoreDistribution value="bad" recordCount="0" probability="{bad}"/></Node>
            </TreeModel></Segment>
            """;
        ProgramModel model = Load(Document($"""
            <DataDictionary><DataField name="a" optype="continuous" dataType="double"/>
              <DataField name="y" optype="categorical" dataType="string"><Value value="good"/><Value value="bad"/></DataField></DataDictionary>
            <MiningModel functionName="classification"><MiningSchema><MiningField name="a"/><MiningField name="y" usageType="target"/></MiningSchema>
              <Segmentation multipleModelMethod="average">{Tree(0.75, 0.25)}{Tree(0.25, 0.75)}{Tree(1, 0)}{Tree(0.5, 0.5)}</Segmentation>
            </MiningModel>
            """));

        Assert.Equal(["good", "bad"], model.Outputs);
        Assert.Equal([0.625, 0.375], Outputs(model));
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        (ProgramModel Model, double[] Row)[] cases =
            [(Load(Boosted), [1, 2, 3]), (Load(Walked()), [1, 2, double.NaN]), (Load(Sum(Ladder)), [11, 0, 9])];
        foreach ((ProgramModel model, double[] row) in cases)
        {
            var outputs = new double[model.Outputs.Count];
            Assert.Equal(0, Allocation.Least(() => model.Predict(row, outputs)));
        }
    }
}
