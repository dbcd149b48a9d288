using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

public sealed class TreeEnsembleCheckTests
{
    private static readonly TreeEnsemblePlan Sound = Plans.Of(2, Plans.Stump, Plans.Stump);

    public static TheoryData<string, TreePlan> UnsoundTrees => new()
    {
        { "trees[1]: has no node", new TreePlan([], 0) },
        { "trees[1]: has no node", new TreePlan(default, 0) },
        { "trees[1]: there is no margin 1", Plans.Stump with { Margin = 1 } },
        { "trees[1]: there is no margin -2", Plans.Stump with { Margin = -2 } },
        { "trees[1].nodes[0]: there is no node 3", Tree(Plans.Split(0, 0, 1, 3), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: there is no node -1", Tree(Plans.Split(0, 0, -1, 1), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: node 0 already has another parent, or is the root", Tree(Plans.Split(0, 0, 0, 1), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: node 1 already has another parent, or is the root", Tree(Plans.Split(0, 0, 1, 1), Plans.Leaf(0)) },
        { "trees[1].nodes[1]: node 2 already has another parent, or is the root", Tree(Plans.Split(0, 0, 1, 2), Plans.Split(0, 0, 2, 3), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[3]: no way from the root leads here", Tree(Plans.Split(0, 0, 1, 2), Plans.Leaf(0), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: there is no input 2", Tree(Plans.Split(2, 0, 1, 2), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: there is no input -1", Tree(Plans.Split(-1, 0, 1, 2), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: the threshold NaN is no number", Tree(Plans.Split(0, double.NaN, 1, 2), Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: does not say what is missing", Tree(Plans.Split(0, 0, 1, 2) with { Missing = 0 }, Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: does not say what is missing", Tree(Plans.Split(0, 0, 1, 2) with { Missing = (MissingTest)9 }, Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: there is no set 0", Tree(Plans.Split(0, 0, 1, 2) with { Test = SplitTest.InSet }, Plans.Leaf(0), Plans.Leaf(0)) },
        { "trees[1].nodes[0]: has no test", Tree(new TreeNode()) },
        { "trees[1].nodes[0]: has no test", Tree(new TreeNode { Test = (SplitTest)9 }) },
        { "trees[1].nodes[0]: the value NaN is not finite in the precision of the sum", Tree(Plans.Leaf(double.NaN)) },
        { "trees[1].nodes[0]: the value 1E+39 is not finite in the precision of the sum", Tree(Plans.Leaf(1e39)) },
        { "trees[1].nodes[0]: there is no leaf vector 0", Tree(Plans.Leaf(0)) with { Margin = -1 } },
        { "trees[1].nodes[1025]: lies below a depth of 512", Chains.Chain(TreeEnsembleLimits.MostDepth + 1) },
    };

    public static TheoryData<string, TreeEnsemblePlan> UnsoundPlans => new()
    {
        { "trees: must be 1 to 65,536; there are 0", Sound with { Trees = [] } },
        { "trees: must be 1 to 65,536; there are 65,537", Sound with { Trees = [.. Enumerable.Repeat(Plans.Stump, 65_537)] } },
        { "trees: may have 4,194,304 nodes together; there are 4,194,310", Sound with { Trees = [.. Enumerable.Repeat(Chains.Balanced(18, _ => 0), 8), Chains.Balanced(3, _ => 0) with { Nodes = [.. Chains.Balanced(3, _ => 0).Nodes[..14]] }] } },
        { "inputs: must be at most 4,096; there are 4,097", Plans.Of(4_097, Plans.Stump) },
        { "inputs[1]: the name f0 is taken by another input", Sound with { Inputs = [ModelInput.Number("f0"), ModelInput.Number("f0")] } },
        { "margins: must be 1 to 1,024; there are 0", Sound with { Margins = [], Outputs = [], Base = [], Trees = [Plans.Stump with { Margin = -1 }] } },
        { "outputs: must be as many as the margins, 1; there are 2", Sound with { Outputs = ["no", "yes"] } },
        { "base: must have one finite number for each margin", Sound with { Base = [] } },
        { "base: must have one finite number for each margin", Sound with { Base = default } },
        { "base: must have one finite number for each margin", Sound with { Base = [double.NaN] } },
        { "base: must have one finite number for each margin", Sound with { Base = [1e39] } },
        { "divisor: must be 1 or more; it is 0", Sound with { Divisor = 0 } },
        { "divisor: the base would be divided with the sum of the trees", Sound with { Divisor = 2 } },
        { "comparison: has no precision", Sound with { Comparison = 0 } },
        { "sum: has no precision", Sound with { Sum = (FloatPrecision)7 } },
        { "link: must be a known function of a known precision and a finite slope", Sound with { Link = default } },
        { "link: must be a known function of a known precision and a finite slope", Sound with { Link = new LinkFunction(Link.Logistic, FloatPrecision.Binary64, double.NaN) } },
        { "leafVectors[0]: must have one finite number for each margin", Sound with { LeafVectors = [[1, 2]] } },
        { "leafVectors[0]: must have one finite number for each margin", Sound with { LeafVectors = [default] } },
        { "leafVectors[0]: must have one finite number for each margin", Sound with { LeafVectors = [[double.PositiveInfinity]] } },
        { "sets[0]: a split knows at most 65,536 categories", Sound with { Sets = [[.. new uint[2_049]]] } },
        { "sets[0]: a split knows at most 65,536 categories", Sound with { Sets = [default] } },
    };

    [Fact]
    public void The_plan_from_which_the_unsound_ones_are_made_is_sound() => Assert.Empty(ErrorsOf(Sound));

    [Theory]
    [MemberData(nameof(UnsoundTrees))]
    public void An_unsound_tree_is_refused_with_its_place(string error, TreePlan tree) =>
        Assert.Equal(error, ErrorsOf(Plans.Of(2, Plans.Stump, tree, Plans.Stump))[0]);

    [Theory]
    [MemberData(nameof(UnsoundPlans))]
    public void An_unsound_plan_is_refused_with_its_place(string error, TreeEnsemblePlan plan) => Assert.Contains(error, ErrorsOf(plan));

    [Fact]
    public void Every_mistake_is_listed_up_to_the_most_that_help()
    {
        TreePlan wrong = Tree(Plans.Split(7, 0, 1, 2), Plans.Leaf(double.NaN), Plans.Leaf(0));

        Assert.Equal(6, ErrorsOf(Plans.Of(1, wrong, wrong, wrong)).Count);
        Assert.Equal(DocumentErrors.Most, ErrorsOf(Plans.Of(1, [.. Enumerable.Repeat(wrong, 1_000)])).Count);
    }

    [Fact]
    public void A_plan_whose_reader_found_mistakes_is_not_compiled()
    {
        DocumentErrors errors = new();
        errors.Add("somewhere", "something");

        Assert.Null(TreeEnsemble.Compile(Sound, errors));
        Assert.Single(errors.All);
    }

    [Fact]
    public void More_distinct_sets_than_there_is_room_for_are_refused()
    {
        TreePlan[] trees = [.. Enumerable.Range(0, 9).Select(t => Chains.OfSets(t * 131_000, 131_000 / 4))];

        Assert.Equal(
            "trees: compare 1,179,001 distinct things; at most 1,048,576 can be",
            Assert.Single(ErrorsOf(Plans.Of(70, trees) with { Sets = [.. Enumerable.Range(0, 9 * 131_000).Select(i => ImmutableArray.Create((uint)i))] })));
    }

    private static TreePlan Tree(params ImmutableArray<TreeNode> nodes) => new(nodes, 0);

    private static List<string> ErrorsOf(TreeEnsemblePlan plan)
    {
        DocumentErrors errors = new();
        TreeEnsemble? model = TreeEnsemble.Compile(plan, errors);
        Assert.Equal(errors.Any, model is null);
        return [.. errors.All.Select(error => error.ToString())];
    }
}
