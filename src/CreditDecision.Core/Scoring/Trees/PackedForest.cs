using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CreditDecision.Core.Scoring.Trees;

/// <param name="LeafNumbers">The artifact's numbers of those nodes that are leaves.</param>
internal sealed record PackedNodes<TNode>(ImmutableArray<TreeBlock> Blocks, TNode[] Nodes, int[] LeafNumbers);

/// <summary>The trees of an ensemble as they are scored.</summary>
internal abstract class PackedForest
{
    /// <param name="row">As long as the plan's inputs.</param>
    /// <param name="margins">As long as the plan's margins.</param>
    public abstract void Margin(ReadOnlySpan<double> row, Span<double> margins);

    /// <param name="leaves">One for each tree.</param>
    public abstract void Leaves(ReadOnlySpan<double> row, Span<int> leaves);

    /// <param name="plan">Checked.</param>
    /// <param name="depths">Of its trees.</param>
    public static PackedForest Of(TreeEnsemblePlan plan, SlotLayout layout, ReadOnlySpan<int> depths)
    {
        if (plan is { Comparison: FloatPrecision.Binary32, Sum: FloatPrecision.Binary32 } &&
            new ForestPacker<NarrowNode, int, float>(plan, layout).Pack(depths) is { } narrow)
            return new PackedForest<NarrowNode, int, float>(plan, layout, narrow);
        PackedNodes<WideNode> wide = new ForestPacker<WideNode, long, double>(plan, layout).Pack(depths)!;
        return new PackedForest<WideNode, long, double>(plan, layout, wide);
    }
}

/// <inheritdoc/>
internal sealed class PackedForest<TNode, TKey, TFloat> : PackedForest
    where TNode : unmanaged, IPackedNode<TNode, TKey, TFloat>
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    private readonly TreeEnsemblePlan _plan;
    private readonly SlotLayout _layout;
    private readonly SetEncoder<TKey> _sets;
    private readonly int[] _leafNumbers;
    private readonly int[] _margins;
    private readonly bool _isPlainSum;

    public PackedForest(TreeEnsemblePlan plan, SlotLayout layout, PackedNodes<TNode> packed)
    {
        // Without its trees, which are several times as large as what they were packed into.
        _plan = plan with { Trees = [] };
        (_layout, Nodes, Blocks, _leafNumbers) = (layout, packed.Nodes, packed.Blocks, packed.LeafNumbers);
        _sets = new SetEncoder<TKey>(layout.SetTests, plan.Sets, plan.Comparison == FloatPrecision.Binary32);
        _margins = [.. plan.Trees.Select(tree => tree.Margin)];
        bool isSumOfTFloat = plan.Sum == (typeof(TFloat) == typeof(float) ? FloatPrecision.Binary32 : FloatPrecision.Binary64);
        _isPlainSum = plan.Margins.Count == 1 && Array.TrueForAll(_margins, margin => margin == 0) && isSumOfTFloat;
    }

    public TNode[] Nodes { get; }

    public ImmutableArray<TreeBlock> Blocks { get; }

    /// <summary>Keys of room that <see cref="Encode"/> needs.</summary>
    public int RoomLength => _layout.Stride + _layout.Count;

    /// <summary>Turns a row into slots.</summary>
    /// <param name="room">At least <see cref="RoomLength"/>; what it holds does not matter.</param>
    /// <returns>The part of the room that holds the slots.</returns>
    public Span<TKey> Encode(ReadOnlySpan<double> row, Span<TKey> room)
    {
        bool isSingle = _plan.Comparison == FloatPrecision.Binary32;
        int stride = _layout.Stride;
        Span<TFloat> values = MemoryMarshal.Cast<TKey, TFloat>(room[..stride]);
        if (typeof(TFloat) == typeof(float)) RowEncoder.Take(row, _layout.Columns.AsSpan(), MemoryMarshal.Cast<TFloat, float>(values));
        else RowEncoder.Take(row, _layout.Columns.AsSpan(), isSingle, MemoryMarshal.Cast<TFloat, double>(values));

        Span<TKey> slots = room.Slice(stride, _layout.Count);
        slots[0] = TKey.MinValue;
        for (int r = 0; r < _layout.Rules.Length; r++) RowEncoder.Encode<TKey, TFloat>(values, _layout.Rules[r], slots.Slice(1 + r * stride, stride));
        _sets.Encode(row, slots[_layout.FirstSetSlot..]);
        return slots;
    }

    public override void Margin(ReadOnlySpan<double> row, Span<double> margins)
    {
        if (_isPlainSum)
        {
            TFloat start = _plan.BaseFirst ? TFloat.CreateTruncating(_plan.Base[0]) : TFloat.Zero;
            margins[0] = double.CreateTruncating(PackedWalk<TNode, TKey, TFloat>.Sum(this, row, start));
        }
        else
        {
            for (int m = 0; m < margins.Length; m++) margins[m] = _plan.BaseFirst ? _plan.Base[m] : 0;
            PackedWalk<TNode, TKey, TFloat>.Fold(this, row, margins);
        }
        Finish(margins);
    }

    /// <summary>Adds a tree's leaf to its margin, or to all.</summary>
    public void Add(int tree, in TNode leaf, Span<double> margins)
    {
        if (_margins[tree] >= 0)
        {
            Add(ref margins[_margins[tree]], double.CreateTruncating(leaf.Value));
            return;
        }
        ReadOnlySpan<double> vector = _plan.LeafVectors[leaf.Vector].AsSpan();
        for (int m = 0; m < margins.Length; m++) Add(ref margins[m], vector[m]);
    }

    public override void Leaves(ReadOnlySpan<double> row, Span<int> leaves)
    {
        PackedWalk<TNode, TKey, TFloat>.Leaves(this, row, leaves);
        foreach (ref int leaf in leaves) leaf = _leafNumbers[leaf];
    }

    private void Finish(Span<double> margins)
    {
        if (_plan.Divisor == 1 && _plan.BaseFirst) return;
        for (int m = 0; m < margins.Length; m++)
        {
            if (_plan.Divisor != 1) margins[m] = _plan.Sum == FloatPrecision.Binary32 ? (float)margins[m] / _plan.Divisor : margins[m] / _plan.Divisor;
            if (!_plan.BaseFirst) Add(ref margins[m], _plan.Base[m]);
        }
    }

    private void Add(ref double sum, double value) => sum = _plan.Sum == FloatPrecision.Binary32 ? (float)sum + (float)value : sum + value;
}
