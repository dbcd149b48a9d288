using System.Numerics;
using System.Runtime.CompilerServices;

namespace CreditDecision.Core.Scoring.Trees;

// The one file of Core that uses pointers. `Benchmarks scoring` is the reason: it holds the walk to the speed of the same walk in C++,
// where a visited node costs nine instructions; bounds checks of its two loads would add four. What is indexed here was checked when the model was compiled: every child lies
// in its block (TreeEnsembleCheck, ForestPacker), every slot in the layout (SlotLayout); nothing in a row is used as an index.

/// <summary>What becomes of the leaves that a block's walks reach, in the order of the trees.</summary>
internal unsafe interface ILeafFold<TNode, TState> where TNode : unmanaged
{
    static abstract TState Take(TState state, TNode* leaf);
}

/// <summary>Adds the leaf values up, one after the other.</summary>
internal readonly unsafe struct SumOfLeaves<TNode, TKey, TFloat> : ILeafFold<TNode, TFloat>
    where TNode : unmanaged, IPackedNode<TNode, TKey, TFloat>
    where TKey : unmanaged
    where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Take(TFloat state, TNode* leaf) => state + leaf->Value;
}

/// <summary>Writes down where the leaves are.</summary>
internal readonly unsafe struct ListOfLeaves<TNode> : ILeafFold<TNode, nint> where TNode : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Take(nint state, TNode* leaf)
    {
        *(TNode**)state = leaf;
        return state + sizeof(TNode*);
    }
}

/// <summary>Walks the packed trees, sixteen at a time, without a branch that depends on the row.</summary>
internal static unsafe class PackedWalk<TNode, TKey, TFloat>
    where TNode : unmanaged, IPackedNode<TNode, TKey, TFloat>
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    // The keys of some forty inputs take 400 bytes. 16 KiB holds those of a thousand and is no burden on any stack.
    private const int MostOnStack = 16_384;

    // Trees that are grown leaf by leaf are deep in few places: below this many levels it pays to look whether all walks are at a leaf.
    private const int LevelsBetweenLooks = 8;

    // A thread that scored a model of very many slots keeps their room: 8 MiB at most (SlotLayout.Most).
    [ThreadStatic] private static TKey[]? _room;

    /// <summary>The leaf values of a forest of one margin, added to <paramref name="sum"/> in the order of the trees.</summary>
    [SkipLocalsInit]
    public static TFloat Sum(PackedForest<TNode, TKey, TFloat> forest, ReadOnlySpan<double> row, TFloat sum)
    {
        int length = forest.RoomLength;
        Span<TKey> room = length * sizeof(TKey) <= MostOnStack ? stackalloc TKey[length] : Room(length);
        fixed (TKey* slots = forest.Encode(row, room))
        fixed (TNode* nodes = forest.Nodes)
            foreach (ref readonly TreeBlock block in forest.Blocks.AsSpan())
                sum = Walk<SumOfLeaves<TNode, TKey, TFloat>, TFloat>(nodes + block.FirstNode, slots, block.Depth, sum);
        return sum;
    }

    /// <summary>The index in the forest's nodes of the leaf that each tree leads to.</summary>
    /// <param name="leaves">One for each tree.</param>
    [SkipLocalsInit]
    public static void Leaves(PackedForest<TNode, TKey, TFloat> forest, ReadOnlySpan<double> row, Span<int> leaves)
    {
        int length = forest.RoomLength;
        Span<TKey> room = length * sizeof(TKey) <= MostOnStack ? stackalloc TKey[length] : Room(length);
        TNode** reached = stackalloc TNode*[TreeBlock.Lanes];
        fixed (TKey* slots = forest.Encode(row, room))
        fixed (TNode* nodes = forest.Nodes)
            foreach (ref readonly TreeBlock block in forest.Blocks.AsSpan())
            {
                Walk<ListOfLeaves<TNode>, nint>(nodes + block.FirstNode, slots, block.Depth, (nint)reached);
                for (int lane = 0; lane < block.Trees; lane++) leaves[block.FirstTree + lane] = (int)(reached[lane] - nodes);
            }
    }

    /// <summary>Gives each leaf to the forest, in the order of the trees.</summary>
    [SkipLocalsInit]
    public static void Fold(PackedForest<TNode, TKey, TFloat> forest, ReadOnlySpan<double> row, Span<double> margins)
    {
        int length = forest.RoomLength;
        Span<TKey> room = length * sizeof(TKey) <= MostOnStack ? stackalloc TKey[length] : Room(length);
        TNode** reached = stackalloc TNode*[TreeBlock.Lanes];
        fixed (TKey* slots = forest.Encode(row, room))
        fixed (TNode* nodes = forest.Nodes)
            foreach (ref readonly TreeBlock block in forest.Blocks.AsSpan())
            {
                Walk<ListOfLeaves<TNode>, nint>(nodes + block.FirstNode, slots, block.Depth, (nint)reached);
                for (int lane = 0; lane < block.Trees; lane++) forest.Add(block.FirstTree + lane, *reached[lane], margins);
            }
    }

    private static TKey[] Room(int length) => _room is { } room && room.Length >= length ? room : _room = new TKey[length];

    // Sixteen locals, not an array: leaves that stay in registers until they are folded save a tenth of the time, a loop over an array
    // costs a fifth.
    private static TState Walk<TFold, TState>(TNode* block, TKey* slots, int depth, TState state) where TFold : ILeafFold<TNode, TState>
    {
        uint a = 0, b = 1, c = 2, d = 3, e = 4, f = 5, g = 6, h = 7, i = 8, j = 9, k = 10, l = 11, m = 12, n = 13, o = 14, p = 15;
        while (true)
        {
            for (int end = Math.Max(depth - LevelsBetweenLooks, 0); depth > end; depth--)
            {
                (a, b) = (Next(block, slots, a), Next(block, slots, b));
                (c, d) = (Next(block, slots, c), Next(block, slots, d));
                (e, f) = (Next(block, slots, e), Next(block, slots, f));
                (g, h) = (Next(block, slots, g), Next(block, slots, h));
                (i, j) = (Next(block, slots, i), Next(block, slots, j));
                (k, l) = (Next(block, slots, k), Next(block, slots, l));
                (m, n) = (Next(block, slots, m), Next(block, slots, n));
                (o, p) = (Next(block, slots, o), Next(block, slots, p));
            }
            if (depth == 0) break;
            uint open = Slot(block, a) | Slot(block, b) | Slot(block, c) | Slot(block, d) | Slot(block, e) | Slot(block, f) | Slot(block, g) | Slot(block, h);
            open |= Slot(block, i) | Slot(block, j) | Slot(block, k) | Slot(block, l) | Slot(block, m) | Slot(block, n) | Slot(block, o) | Slot(block, p);
            if (open == 0) break;
        }
        state = TFold.Take(TFold.Take(TFold.Take(TFold.Take(state, block + a), block + b), block + c), block + d);
        state = TFold.Take(TFold.Take(TFold.Take(TFold.Take(state, block + e), block + f), block + g), block + h);
        state = TFold.Take(TFold.Take(TFold.Take(TFold.Take(state, block + i), block + j), block + k), block + l);
        return TFold.Take(TFold.Take(TFold.Take(TFold.Take(state, block + m), block + n), block + o), block + p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Next(TNode* block, TKey* slots, uint at)
    {
        TNode* node = block + at;
        return node->FirstChild + (slots[node->ComparedSlot] > node->Threshold ? 1u : 0u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slot(TNode* block, uint at) => (block + at)->ComparedSlot;
}
