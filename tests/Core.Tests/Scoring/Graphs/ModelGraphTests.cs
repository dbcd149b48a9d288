using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Graphs;

public class ModelGraphTests
{
    // inputs: 0 income, 1 region; constants: 2 = 10; steps: 3 = income - 10, 4..6 = region one-hot, 7 = 0.5 * cell 3 + (1, -2, 4) of the region + 0.25, 8 = logistic.
    private static readonly GraphPlan Plan = new()
    {
        Kind = "linear model",
        Inputs = [ModelInput.Number("income"), new ModelInput("region", InputType.Category, ["north", "south", "west"])],
        InputTypes = [CellType.Binary64, CellType.Category],
        Cells = 9,
        Constants = [new GraphConstant(2, 10)],
        Steps =
        [
            new ArithmeticStep(Arithmetic.Subtract, FloatPrecision.Binary64, [0, 2], 3),
            new OneHotStep(KeyMap.OfCategories([0, 1, 2]), unknownIsZeros: true, 1, 4, 3),
            new LinearStep([0.5, 1, -2, 4], [0.25], FloatPrecision.Binary64, [3, 4, 5, 6], 7),
            new ScoreLinkStep(ScoreLink.Logistic, FloatPrecision.Binary64, [7], 8),
        ],
        Margins = ["margin"],
        MarginCells = [7],
        Outputs = ["probability"],
        OutputCells = [8],
    };

    [Theory]
    [InlineData(12, 1, -0.75)]
    [InlineData(8, 2, 3.25)]
    [InlineData(10, ModelInput.UnknownCategory, 0.25)]
    [InlineData(10, double.NaN, 0.25)]
    public void Steps_run_in_order_over_one_row(double income, double region, double margin)
    {
        ModelGraph graph = Compile(Plan);

        Assert.Equal(margin, Margin(graph, income, region));
        Assert.Equal(1 / (1 + Math.Exp(-margin)), Predict(graph, income, region), 1e-15);
    }

    [Fact]
    public void Contributions_go_back_to_the_inputs_and_add_up()
    {
        double[] contributions = new double[3];
        Compile(Plan).Contributions([12, 1], 0, contributions);

        Assert.Equal([1, -2, 0.25], contributions);
    }

    private static GraphPlan TwoNumbers(GraphStep step, GraphStep linear) => Plan with
    {
        Inputs = [ModelInput.Number("a"), ModelInput.Number("b")],
        InputTypes = [CellType.Binary64, CellType.Binary64],
        Steps = [step, linear], Cells = 6, MarginCells = [5], OutputCells = [5],
    };

    // A probability that goes into a calibration is such a column: none of the inputs behind it can be blamed.
    [Fact]
    public void A_column_that_several_inputs_made_is_not_explained()
    {
        ModelGraph graph = Compile(TwoNumbers(
            new NormalizeStep(Norm.Manhattan, [0, 1], 3), new LinearStep([4, 8], [1], FloatPrecision.Binary64, [3, 4], 5)));

        Assert.False(graph.CanExplain);
        Assert.Throws<NotSupportedException>(() => graph.Contributions([1, 3], 0, new double[3]));
        Assert.True(Compile(Plan).CanExplain);
    }

    [Fact]
    public void A_column_that_is_a_sum_of_inputs_is_split_into_its_summands()
    {
        ModelGraph graph = Compile(TwoNumbers(
            new LinearStep([1, 2, -1, 1], [0.5, 0], FloatPrecision.Binary64, [0, 1], 3), new LinearStep([4, 8], [1], FloatPrecision.Binary64, [3, 4], 5)));
        double[] contributions = new double[3];
        graph.Contributions([1, 3], 0, contributions);

        Assert.Equal([4 * 1 - 8, 4 * 6 + 8 * 3, 1 + 4 * 0.5], contributions);
    }

    // scikit-learn's one-against-the-rest: a logistic for each class, then divided by their sum. Its classes of a softmax are divided likewise, by 1.
    [Theory]
    [InlineData(ScoreLink.Logistic, 3, MarginLinkage.Several)]
    [InlineData(ScoreLink.Logistic, 2, MarginLinkage.Own)]
    [InlineData(ScoreLink.Softmax, 3, MarginLinkage.Softmax)]
    public void Classes_that_share_by_a_sum_depend_on_each_other_s_margins(ScoreLink link, int classes, MarginLinkage expected)
    {
        int[] Cells(int first) => [.. Enumerable.Range(first, classes)];
        ImmutableArray<int> margins = [.. Cells(3)], linked = [.. Cells(3 + classes)], outputs = [.. Cells(3 + 2 * classes)];
        double[] coefficients = [1, 2, -1, -2, 3, 1];
        GraphPlan scores = TwoNumbers(
            new LinearStep([.. coefficients[..(2 * classes)]], [.. new double[classes]], FloatPrecision.Binary64, [0, 1], 3),
            new ScoreLinkStep(link, FloatPrecision.Binary64, margins, linked[0]));
        ModelGraph graph = Compile(scores with
        {
            Steps = scores.Steps.Add(new NormalizeStep(Norm.Manhattan, linked, outputs[0])), Cells = 3 + 3 * classes,
            Margins = [.. margins.Select(cell => $"m{cell}")], MarginCells = margins,
            Outputs = [.. outputs.Select(cell => $"p{cell}")], OutputCells = outputs,
        });

        Assert.True(graph.CanExplain);
        Assert.Equal(expected, graph.Linkage);
    }

    [Fact]
    public void Sums_after_the_model_hand_their_weights_on()
    {
        GraphPlan plan = Plan with
        {
            Steps = [.. Plan.Steps, new ArithmeticStep(Arithmetic.Divide, FloatPrecision.Binary64, [7, 2], 9), new ElementStep(ElementFunction.Negate, FloatPrecision.Binary64, [9], 10)],
            Cells = 11, MarginCells = [10],
        };
        double[] contributions = new double[3];
        Compile(plan).Contributions([12, 1], 0, contributions);

        Assert.Equal(Margin(Compile(plan), 12, 1), contributions.Sum(), 1e-15);
        Assert.Equal(-0.1, contributions[0], 1e-15);
        Assert.Equal(0.2, contributions[1], 1e-15);
    }

    [Fact]
    public void A_step_that_refuses_the_row_leaves_no_score()
    {
        GraphPlan plan = Plan with { Steps = Plan.Steps.SetItem(1, new OneHotStep(KeyMap.OfCategories([0, 1, 2]), unknownIsZeros: false, 1, 4, 3)) };
        double[] contributions = new double[3];
        Compile(plan).Contributions([12, -1], 0, contributions);

        Assert.Equal(double.NaN, Margin(Compile(plan), 12, ModelInput.UnknownCategory));
        Assert.All(contributions, contribution => Assert.Equal(double.NaN, contribution));
        Assert.Equal(-0.75, Margin(Compile(plan), 12, 1));
    }

    [Fact]
    public void Rows_become_the_numbers_that_the_library_holds()
    {
        ModelGraph Of(CellType type) => Compile(Plan with { InputTypes = [type, CellType.Category] });

        Assert.Equal(0.5 * ((double)0.1f - 10) + 1.25, Margin(Of(CellType.Binary32), 0.1, 0));
        Assert.Equal(0.5 * (0.1 - 10) + 1.25, Margin(Of(CellType.Binary64), 0.1, 0));
        Assert.Equal(0.5 * (3 - 10) + 1.25, Margin(Of(CellType.Whole), 3.9, 0));
        Assert.Equal(double.NaN, Margin(Of(CellType.Whole), double.NaN, 0));
    }

    public static TheoryData<string, GraphPlan> Broken => new()
    {
        { "reads cell 7, which nothing before it writes", Plan with { Steps = Plan.Steps.Reverse().ToImmutableArray(), MarginCells = [8] } },
        { "reads cell 9", Plan with { OutputCells = [9] } },
        { "writes cells 8 to 8 of 8", Plan with { Cells = 8 } },
        { "that is written before", Plan with { Constants = [new GraphConstant(0, 1)] } },
        { "has 2 names for 1 cells", Plan with { Margins = ["a", "b"] } },
        { "must each have a name of its own", Plan with { Margins = ["a", "a"], MarginCells = [7, 7] } },
        { "must each have a type", Plan with { InputTypes = [CellType.Binary64] } },
        { "must be at most 16384, are 20000", Plan with { Cells = 20_000 } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_plan_that_could_read_what_is_not_there_is_refused(string what, GraphPlan plan)
    {
        var errors = new DocumentErrors();

        Assert.Null(ModelGraph.Compile(plan, errors));
        Assert.Contains(errors.All, error => error.Message.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_of_another_length_is_the_callers_mistake() => Assert.Throws<ArgumentException>(() => Margin(Compile(Plan), 1));

    private static ModelGraph Compile(GraphPlan plan)
    {
        var errors = new DocumentErrors();
        ModelGraph? graph = ModelGraph.Compile(plan, errors);
        Assert.True(graph is not null, string.Join("; ", errors.All));
        return graph;
    }

    private static double Margin(ModelGraph graph, params double[] row)
    {
        double[] margins = new double[graph.Margins.Count];
        graph.Margin(row, margins);
        return margins[0];
    }

    private static double Predict(ModelGraph graph, params double[] row)
    {
        double[] outputs = new double[graph.Outputs.Count];
        graph.Predict(row, outputs);
        return outputs[0];
    }
}
