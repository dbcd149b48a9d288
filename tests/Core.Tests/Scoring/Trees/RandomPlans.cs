using System.Collections.Immutable;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>Plans and rows of everything that the contract knows, each the same for the same seed.</summary>
internal sealed class RandomPlans
{
    // Where numbers are hard to compare: zeros, the zero band and its neighbours, the smallest and the largest of both precisions, and beyond.
    private static readonly double[] HardNumbers =
    [
        0d, -0d, 1, -1, 0.1, 0.1f, 1.5, -1.5, 31, 32, 1e-35f, -1e-35f, 1e-35, 2e-35, float.Epsilon, -float.Epsilon, double.Epsilon, -double.Epsilon,
        float.MaxValue, float.MinValue, 3.5e38, -3.5e38, 1e300, -1e300, double.MaxValue, double.MinValue, 16_777_216, 16_777_217,
        double.PositiveInfinity, double.NegativeInfinity,
    ];

    private static readonly Link[] Links = [.. Enum.GetValues<Link>().Where(link => link != Link.Unspecified)];

    private readonly Random _random;
    private readonly int _inputs;
    private readonly int _margins;
    private readonly ImmutableArray<ImmutableArray<uint>> _sets;
    private readonly int _vectors;

    private RandomPlans(int seed)
    {
        _random = new Random(seed);
        _inputs = _random.Next(1, 30);
        _margins = _random.Next(3) == 0 ? _random.Next(1, 5) : 1;
        _sets = [.. Enumerable.Range(0, _random.Next(6)).Select(_ => Set())];
        _vectors = _random.Next(3) == 0 ? 5 : 0;
        Plan = Make();
        Rows = [.. Enumerable.Range(0, 40).Select(_ => Row())];
    }

    public TreeEnsemblePlan Plan { get; }

    public ImmutableArray<double[]> Rows { get; }

    public static RandomPlans Of(int seed) => new(seed);

    private TreeEnsemblePlan Make()
    {
        bool baseFirst = Flip();
        int divisor = Flip() ? 1 : _random.Next(1, 9);
        return new TreeEnsemblePlan
        {
            Inputs = [.. Enumerable.Range(0, _inputs).Select(i => ModelInput.Number($"f{i}"))],
            Margins = [.. Enumerable.Range(0, _margins).Select(k => $"margin{k}")],
            Outputs = [.. Enumerable.Range(0, _margins).Select(k => $"output{k}")],
            Trees = [.. Enumerable.Range(0, _random.Next(1, 41)).Select(_ => Tree())],
            Sets = _sets,
            LeafVectors = [.. Enumerable.Range(0, _vectors).Select(_ => Enumerable.Range(0, _margins).Select(_ => Leaf()).ToImmutableArray())],
            Comparison = Precision(),
            Sum = Precision(),
            Base = [.. Enumerable.Range(0, _margins).Select(_ => baseFirst && divisor != 1 ? 0 : Leaf())],
            BaseFirst = baseFirst,
            Divisor = divisor,
            Link = new LinkFunction(_random.GetItems(Links, 1)[0], Precision()),
        };
    }

    private TreePlan Tree()
    {
        int margin = _vectors > 0 && Flip() ? -1 : _random.Next(_margins);
        List<TreeNode> nodes = [new()];
        // Splits one node after the other: of any shape, from a single leaf to a chain.
        int splits = _random.Next(3) switch { 0 => 0, 1 => _random.Next(8), _ => _random.Next(60) };
        List<int> leaves = [0];
        for (int s = 0; s < splits; s++)
        {
            int at = _random.Next(4) == 0 ? leaves.Count - 1 : _random.Next(leaves.Count);
            nodes[leaves[at]] = Split() with { Left = nodes.Count, Right = nodes.Count + 1 };
            leaves.RemoveAt(at);
            leaves.AddRange(Flip() ? [nodes.Count, nodes.Count + 1] : [nodes.Count + 1, nodes.Count]);
            nodes.AddRange([new(), new()]);
        }
        foreach (int leaf in leaves)
            nodes[leaf] = new TreeNode { Test = SplitTest.Leaf, Value = margin < 0 ? _random.Next(_vectors) : Leaf(), LeafNumber = _random.Next() };
        return new TreePlan([.. nodes], margin);
    }

    private TreeNode Split() => new()
    {
        Test = _sets.Length > 0 && _random.Next(4) == 0 ? SplitTest.InSet : Flip() ? SplitTest.Below : SplitTest.AtMost,
        Input = _random.Next(_inputs),
        Threshold = Number(),
        Set = _sets.Length > 0 ? _random.Next(_sets.Length) : 0,
        Missing = (MissingTest)_random.Next(1, 4),
        MissingGoesLeft = Flip(),
        CutsNegatives = Flip(),
    };

    private ImmutableArray<uint> Set() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => (uint)_random.Next())];

    private double[] Row() => [.. Enumerable.Range(0, _inputs).Select(_ => _random.Next(8) switch
    {
        0 => double.NaN,
        1 => Flip() ? double.PositiveInfinity : double.NegativeInfinity,
        2 => _random.Next(-2, 130),
        3 => -_random.NextDouble(),
        4 => double.BitIncrement(Number()),
        5 => float.BitDecrement((float)Number()),
        _ => Number(),
    })];

    private double Number() => Flip() ? HardNumbers[_random.Next(HardNumbers.Length)] : _random.Next(-8, 8) / 4d;

    private double Leaf() => _random.Next(8) == 0 ? -0d : (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-3, 3));

    private FloatPrecision Precision() => Flip() ? FloatPrecision.Binary32 : FloatPrecision.Binary64;

    private bool Flip() => _random.Next(2) == 0;
}
