using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>Random ensembles with everything that a plan can hold, the same for the same seed.</summary>
internal sealed class TreeContributionsPlans(int seed)
{
    private readonly Random _random = new(seed);

    public static TreeEnsemblePlan Of(int inputs, params TreePlan[] trees) => Plans.Of(inputs, trees) with
    {
        Comparison = FloatPrecision.Binary64,
        Sum = FloatPrecision.Binary64,
        Link = new LinkFunction(Link.Identity, FloatPrecision.Binary64),
    };

    public static TreeEnsemble Compile(TreeEnsemblePlan plan)
    {
        var errors = new DocumentErrors();
        return TreeEnsemble.Compile(plan, errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }

    public static double[] Contributions(TreeEnsemblePlan plan, double[] row, int margin = 0)
    {
        double[] contributions = new double[row.Length + 1];
        Compile(plan).Contributions(row, margin, contributions);
        return contributions;
    }

    /// <summary>Three margins; among the trees some whose leaves hold a number for each margin.</summary>
    public TreeEnsemblePlan Ensemble(int inputs, int depth, int trees)
    {
        ImmutableArray<uint>[] sets = [.. Enumerable.Range(0, 4).Select(_ => ImmutableArray.Create((uint)_random.Next(), (uint)_random.Next(4)))];
        ImmutableArray<double>[] vectors = [.. Enumerable.Range(0, 6).Select(_ => ImmutableArray.Create(Value(), Value(), Value()))];
        return Of(inputs) with
        {
            Margins = ["a", "b", "c"],
            Outputs = ["a", "b", "c"],
            Trees = [.. Enumerable.Range(0, trees).Select(_ => Tree(inputs, depth, _random.Next(-1, 3), sets.Length, vectors.Length))],
            Sets = sets,
            LeafVectors = vectors,
            Base = [0.5, -1, 2],
            BaseFirst = false,
            Divisor = _random.Next(1, 4),
        };
    }

    public double[] Row(int inputs) => [.. Enumerable.Range(0, inputs).Select(_ => _random.Next(8) switch
    {
        0 => double.NaN,
        1 => 0,
        2 => _random.Next(-3, 70),
        _ => Value(),
    })];

    private TreePlan Tree(int inputs, int depth, int margin, int sets, int vectors)
    {
        var nodes = new List<TreeNode>();
        Grow(depth);
        return new TreePlan([.. nodes], margin);

        int Grow(int left)
        {
            int place = nodes.Count;
            // Now and then no training row came by, or the artifact does not say how many did.
            double cover = _random.Next(6) == 0 ? 0 : Math.Round(_random.NextDouble() * 50, 1);
            nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = margin < 0 ? _random.Next(vectors) : Value(), Cover = cover });
            if (left == 0 || _random.Next(8) == 0) return place;
            var split = new TreeNode
            {
                Test = (SplitTest)_random.Next((int)SplitTest.Below, (int)SplitTest.InSet + 1),
                Missing = (MissingTest)_random.Next((int)MissingTest.NaN, (int)MissingTest.NaNIsZero + 1),
                Input = _random.Next(inputs),
                Threshold = Value(),
                Set = _random.Next(sets),
                MissingGoesLeft = _random.Next(2) == 0,
                CutsNegatives = _random.Next(2) == 0,
                Cover = cover,
            };
            nodes[place] = split with { Left = Grow(left - 1), Right = Grow(left - 1) };
            return place;
        }
    }

    private double Value() => Math.Round(_random.NextDouble() * 4 - 2, 2);
}
