using CreditDecision.Core.Scoring.Programs;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlExplainedTreeTests
{
    private const string Fields = """
        <DataField name="a" optype="continuous" dataType="double"/>
        <DataField name="b" optype="continuous" dataType="double"/>
        <DataField name="job" optype="categorical" dataType="string"/>
        """;

    private const string Schema = """
        <MiningSchema>
          <MiningField name="a"/><MiningField name="b"/><MiningField name="job"/><MiningField name="y" usageType="target"/>
        </MiningSchema>
        """;

    private static string Classes(string model) => Document($"""
        <DataDictionary>{Fields}
          <DataField name="y" optype="categorical" dataType="string"><Value value="good"/><Value value="bad"/></DataField>
        </DataDictionary>{model}
        """);

    private static string Tree(string attributes, string nodes) =>
        $"<TreeModel functionName=\"classification\" {attributes}>{Schema}{nodes}</TreeModel>";

    private static string Counts(int good, int bad) =>
        $"<ScoreDistribution value=\"good\" recordCount=\"{good}\"/><ScoreDistribution value=\"bad\" recordCount=\"{bad}\"/>";

    // As JPMML-SkLearn writes a DecisionTreeClassifier: the last child takes the rest, only leaves are counted.
    private static readonly string Compact = Tree("missingValueStrategy=\"nullPrediction\" splitCharacteristic=\"multiSplit\"", $"""
        <Node><True/>
          <Node score="good" recordCount="40"><SimplePredicate field="a" operator="lessOrEqual" value="10"/>{Counts(30, 10)}</Node>
          <Node score="bad" recordCount="20"><SimplePredicate field="b" operator="lessOrEqual" value="0.5"/>{Counts(5, 15)}</Node>
          <Node score="bad" recordCount="40"><True/>{Counts(10, 30)}</Node>
        </Node>
        """);

    private static double[] Parts(ProgramModel model, int margin, params (string Field, object Value)[] row)
    {
        Assert.True(model.CanExplain);
        var parts = new double[model.Inputs.Count + 1];
        model.Contributions(Row(model, row), margin, parts);
        return parts;
    }

    [Fact]
    public void The_parts_of_a_class_are_shapley_values_over_the_training_records()
    {
        ProgramModel model = Load(Classes(Compact));

        // Known: nothing .55, a alone 2/3·.75, b alone .4·.25 + .6·.75, both .75; halves of what each adds, by which one comes first.
        double none = 0.55, a = (20 * 0.75 + 40 * 0.75) / 60, b = 0.4 * 0.25 + 0.6 * 0.75, both = 0.75;
        double[] expected = [(a - none + both - b) / 2, (b - none + both - a) / 2, 0, none];
        double[] parts = Parts(model, 1, ("a", 11), ("b", 0.25));
        for (int i = 0; i < parts.Length; i++) Assert.Equal(expected[i], parts[i], 1e-12);
        double[] opposite = Parts(model, 0, ("a", 11), ("b", 0.25));
        for (int i = 0; i < 3; i++) Assert.Equal(-expected[i], opposite[i], 1e-12);
    }

    [Fact]
    public void Without_an_answer_there_are_no_parts()
    {
        ProgramModel model = Load(Classes(Compact));

        Assert.All(Parts(model, 0, ("b", 0.25)), part => Assert.True(double.IsNaN(part)));
        // The missing value is not asked for.
        Assert.Equal(0.25, Parts(model, 1, ("a", 9)).Sum(), 1e-12);
    }

    [Fact]
    public void In_a_tree_without_counts_every_leaf_weighs_the_same()
    {
        // All leaves say one half: so does the average, and no input adds anything.
        ProgramModel model = Load(Classes(System.Text.RegularExpressions.Regex.Replace(
            System.Text.RegularExpressions.Regex.Replace(Compact, "<Node (.*?) recordCount=\"[^\"]+\"", "<Node $1"),
            "recordCount=\"[^\"]+\"", "probability=\"0.5\"")));
        Assert.True(model.CanExplain);
        double[] parts = Parts(model, 0, ("a", 1));
        Assert.Equal(0.5, parts[^1], 1e-12);
        Assert.All(parts[..^1], part => Assert.Equal(0, part, 1e-12));
    }

    [Fact]
    public void A_split_of_texts_is_explained()
    {
        ProgramModel model = Load(Classes(Tree("missingValueStrategy=\"defaultChild\"", $"""
            <Node recordCount="100" defaultChild="2"><True/>
              <Node id="1" score="good" recordCount="25"><SimpleSetPredicate field="job" booleanOperator="isIn"><Array type="string">clerk nurse</Array></SimpleSetPredicate>{Counts(20, 5)}</Node>
              <Node id="2" score="bad" recordCount="75"><SimpleSetPredicate field="job" booleanOperator="isNotIn"><Array type="string">clerk nurse</Array></SimpleSetPredicate>{Counts(30, 45)}</Node>
            </Node>
            """)));

        Assert.Equal([0, 0, 0.3, 0.5], Parts(model, 0, ("job", "nurse")).Select(part => Math.Round(part, 12)));
        foreach (string job in new[] { "pilot", "" })
            Assert.Equal([0, 0, -0.1, 0.5], Parts(model, 0, ("job", job.Length > 0 ? job : double.NaN)).Select(part => Math.Round(part, 12)));
    }

    [Fact]
    public void Forests_of_classes_are_explained_together()
    {
        string document = Classes($"""
            <MiningModel functionName="classification">{Schema}<Segmentation multipleModelMethod="average">
              <Segment><True/>{Compact}</Segment><Segment><True/>{Compact.Replace("value=\"10\"", "value=\"20\"")}</Segment>
            </Segmentation></MiningModel>
            """);
        ProgramModel model = Load(document), first = Load(Classes(Compact)), second = Load(Classes(Compact.Replace("value=\"10\"", "value=\"20\"")));
        (string, object)[] row = [("a", 15), ("b", 0.25)];

        Assert.Equal(0.5, Outputs(model, row)[1]);
        double[] parts = Parts(model, 1, row), left = Parts(first, 1, row), right = Parts(second, 1, row);
        for (int i = 0; i < parts.Length; i++) Assert.Equal((left[i] + right[i]) / 2, parts[i], 1e-12);
        Assert.All(Parts(model, 1, ("a", 25)), part => Assert.True(double.IsNaN(part)));
    }

    [Fact]
    public void A_class_that_is_counted_twice_is_refused() =>
        Assert.Contains("twice", Refusal(Classes(Tree("", $"<Node score=\"good\"><True/>{Counts(1, 2)}{Counts(3, 0)}</Node>"))).Message);

    // Trees of all kinds of splits and strategies: whatever is explained must add up, for every row, to what the walk answers.
    [Theory]
    [InlineData("none")]
    [InlineData("nullPrediction")]
    [InlineData("lastPrediction")]
    [InlineData("defaultChild")]
    public void Parts_add_up_to_what_the_walk_answers(string strategy)
    {
        var random = new Random(20260 + strategy.Length);
        int explained = 0;
        for (int i = 0; i < 400; i++)
        {
            bool lastAnswers = random.Next(4) == 0;
            string attributes = $"missingValueStrategy=\"{strategy}\" noTrueChildStrategy=\"{(lastAnswers ? "returnLastPrediction" : "returnNullPrediction")}\"";
            ProgramModel model = Load(Classes(Tree(attributes, RandomTree.Node(random, "<True/>", "0", 3))));
            if (!model.CanExplain) continue;
            explained++;
            for (int r = 0; r < 40; r++) AddsUp(model, RandomTree.Row(random));
        }
        Assert.InRange(explained, 40, 400);
    }

    private static void AddsUp(ProgramModel model, (string, object)[] row)
    {
        for (int k = 0; k < 2; k++)
        {
            double margin = Margins(model, row)[k], sum = Parts(model, k, row).Sum();
            Assert.True(double.IsNaN(margin) ? double.IsNaN(sum) : Math.Abs(margin - sum) < 1e-12, $"{margin} is explained as {sum}");
        }
    }

    /// <summary>Nodes whose children split in one of the ways that producers use, or nearly.</summary>
    private static class RandomTree
    {
        private static readonly string[] Jobs = ["clerk", "nurse", "pilot"];

        internal static string Node(Random random, string predicate, string id, int depth)
        {
            string[] children = depth == 0 || random.Next(4) == 0 ? [] : Split(random);
            string byDefault = children.Length > 0 && random.Next(8) > 0 ? $"defaultChild=\"{id}{random.Next(children.Length)}\"" : "";
            string below = string.Concat(children.Select((child, i) => Node(random, child, $"{id}{i}", depth - 1)));
            return $"<Node id=\"{id}\" score=\"good\" {byDefault}>{predicate}{Counts(random.Next(1, 20), random.Next(1, 20))}{below}</Node>";
        }

        internal static (string, object)[] Row(Random random) =>
        [
            ("a", random.Next(4) == 0 ? double.NaN : random.Next(5)), ("b", random.Next(4) == 0 ? double.NaN : random.Next(5)),
            ("job", random.Next(5) is var job && job < 3 ? Jobs[job] : job == 3 ? "judge" : double.NaN),
        ];

        private static string[] Split(Random random) => random.Next(6) switch
        {
            0 => Pair(Field(random), "lessThan", "greaterOrEqual", $"{random.Next(5)}"),
            1 => Pair(Field(random), "lessOrEqual", "greaterThan", $"{random.Next(5)}"),
            2 => Pair("job", "equal", "notEqual", Jobs[random.Next(3)]),
            3 => [Set(random, true), Set(random, random.Next(2) == 0)],
            4 => [One(Field(random), "lessThan", $"{random.Next(5)}"), One(Field(random), "greaterThan", $"{random.Next(5)}"), "<True/>"],
            _ => [One(Field(random), "lessThan", $"{random.Next(5)}"), One(Field(random), "greaterThan", $"{random.Next(5)}")],
        };

        private static string Field(Random random) => random.Next(2) == 0 ? "a" : "b";

        private static string[] Pair(string field, string first, string second, string value) => [One(field, first, value), One(field, second, value)];

        private static string One(string field, string relation, string value) =>
            $"<SimplePredicate field=\"{field}\" operator=\"{relation}\" value=\"{value}\"/>";

        private static string Set(Random random, bool isIn) =>
            $"<SimpleSetPredicate field=\"job\" booleanOperator=\"{(isIn ? "isIn" : "isNotIn")}\"><Array type=\"string\">clerk {Jobs[random.Next(3)]}</Array></SimpleSetPredicate>";
    }
}
