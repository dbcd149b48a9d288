using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>How a numeric test treats the values that it does not test: a column of slots is filled by each rule in use.</summary>
/// <param name="GoesLeft">False where nothing is missing.</param>
internal readonly record struct MissingRule(MissingTest Test, bool GoesLeft);

/// <summary>A split by membership, told apart by everything that decides its way.</summary>
internal readonly record struct SetTest(int Input, int Set, MissingTest Missing, bool MissingGoesLeft, bool CutsNegatives);

/// <summary>
/// What the splits of a plan compare, each distinct thing once: a row is turned into these slots before the trees are walked, so that
/// missing values, zeros and categories cost nothing in the walk. Slot 0 is the leaves'; then come, for each missing rule in use, the
/// columns of numbers; then the set tests.
/// </summary>
internal sealed class SlotLayout
{
    // Eight MiB of slots per thread. A model of a million distinct category sets is an attack or a mistake.
    public const int Most = 1 << 20;

    private readonly Dictionary<int, int> _columnOf;
    private readonly Dictionary<SetTest, int> _setSlots;
    private readonly int[] _sets;

    private SlotLayout(ImmutableArray<int> columns, Dictionary<int, int> columnOf, ImmutableArray<MissingRule> rules, ImmutableArray<SetTest> setTests, int[] sets)
    {
        (Columns, _columnOf, Rules, SetTests, _sets) = (columns, columnOf, rules, setTests, sets);
        Stride = (columns.Length + RowEncoder.Lanes - 1) / RowEncoder.Lanes * RowEncoder.Lanes;
        FirstSetSlot = 1 + rules.Length * Stride;
        _setSlots = setTests.Select((test, i) => (test, i)).ToDictionary(pair => pair.test, pair => FirstSetSlot + pair.i);
    }

    /// <summary>The inputs whose numbers are compared, ascending.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>Slots of one rule: the columns, filled up to whole vectors.</summary>
    public int Stride { get; }

    public ImmutableArray<MissingRule> Rules { get; }

    /// <summary>By input, so that those of one stand together.</summary>
    public ImmutableArray<SetTest> SetTests { get; }

    public int FirstSetSlot { get; }

    public int Count => FirstSetSlot + SetTests.Length;

    /// <param name="plan">Checked.</param>
    public static SlotLayout Of(TreeEnsemblePlan plan)
    {
        SortedSet<int> columns = [];
        HashSet<MissingRule> rules = [];
        HashSet<SetTest> setTests = [];
        int[] sets = FirstOfEqualSets(plan.Sets);
        foreach (TreePlan tree in plan.Trees)
            foreach (ref readonly TreeNode node in tree.Nodes.AsSpan())
            {
                if (node.Test == SplitTest.InSet)
                {
                    setTests.Add(TestOf(node, sets));
                }
                else if (node.Test != SplitTest.Leaf)
                {
                    columns.Add(node.Input);
                    rules.Add(RuleOf(node));
                }
            }
        Dictionary<int, int> columnOf = columns.Select((input, i) => (input, i)).ToDictionary(pair => pair.input, pair => pair.i);
        return new SlotLayout([.. columns], columnOf, [.. rules], [.. setTests.OrderBy(test => test.Input)], sets);
    }

    public int SlotOf(in TreeNode node) => node.Test == SplitTest.InSet
        ? _setSlots[TestOf(node, _sets)]
        : 1 + Rules.IndexOf(RuleOf(node)) * Stride + _columnOf[node.Input];

    private static SetTest TestOf(in TreeNode node, int[] sets) => new(node.Input, sets[node.Set], node.Missing, node.MissingGoesLeft, node.CutsNegatives);

    // Libraries write a set for each split; those of few categories come again and again.
    private static int[] FirstOfEqualSets(IReadOnlyList<ImmutableArray<uint>> sets)
    {
        Dictionary<ImmutableArray<uint>, int> first = new(new SameCategories());
        int[] firsts = new int[sets.Count];
        for (int s = 0; s < firsts.Length; s++) firsts[s] = first.TryAdd(sets[s], s) ? s : first[sets[s]];
        return firsts;
    }

    private sealed class SameCategories : IEqualityComparer<ImmutableArray<uint>>
    {
        public bool Equals(ImmutableArray<uint> x, ImmutableArray<uint> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        // Seeded at random by the runtime, so that nobody can prepare sets that collide.
        public int GetHashCode(ImmutableArray<uint> set)
        {
            HashCode hash = new();
            hash.AddBytes(MemoryMarshal.AsBytes(set.AsSpan()));
            return hash.ToHashCode();
        }
    }

    private static MissingRule RuleOf(in TreeNode node) =>
        new(node.Missing, node.Missing != MissingTest.NaNIsZero && node.MissingGoesLeft);
}
