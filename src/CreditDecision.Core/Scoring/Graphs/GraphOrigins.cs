using System.Numerics;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>Which inputs stand behind each cell, as sets of bits; cells of one step share a set where they can.</summary>
internal sealed class GraphOrigins
{
    private static readonly ulong[] None = [];

    private readonly ulong[][] _sets;

    internal GraphOrigins(int inputs, int cells, IReadOnlyList<GraphStep> steps)
    {
        Inputs = inputs;
        _sets = new ulong[cells][];
        Array.Fill(_sets, None);
        for (int input = 0; input < inputs; input++)
        {
            _sets[input] = new ulong[(input >> 6) + 1];
            _sets[input][input >> 6] = 1UL << (input & 63);
        }
        foreach (GraphStep step in steps) Add(step);
    }

    internal int Inputs { get; }

    internal bool IsConstant(int cell) => _sets[cell].Length == 0;

    /// <summary>The one input that stands behind a cell; -1 where there are several or none.</summary>
    internal int InputOf(int cell)
    {
        int input = -1;
        for (int word = 0; word < _sets[cell].Length; word++)
        {
            if (_sets[cell][word] == 0) continue;
            if (input >= 0 || !BitOperations.IsPow2(_sets[cell][word])) return -1;
            input = (word << 6) + BitOperations.TrailingZeroCount(_sets[cell][word]);
        }
        return input;
    }

    private void Add(GraphStep step)
    {
        if (step.IsElementwise)
            for (int i = 0; i < step.Count; i++) _sets[step.First + i] = Union(step.Sources.AsSpan(), i, step.Count);
        else
            Array.Fill(_sets, Union(step.Sources.AsSpan(), 0, 1), step.First, step.Count);
    }

    private ulong[] Union(ReadOnlySpan<int> sources, int from, int by)
    {
        ulong[] union = None;
        bool isOwn = false;
        for (int i = from; i < sources.Length; i += by)
        {
            ulong[] set = _sets[sources[i]];
            if (set == union || set.Length == 0) continue;
            if (union.Length == 0) (union, isOwn) = (set, false);
            else (union, isOwn) = (Merge(union, set, isOwn), true);
        }
        return union;
    }

    private static ulong[] Merge(ulong[] left, ulong[] right, bool leftIsOwn)
    {
        ulong[] merged = leftIsOwn && left.Length >= right.Length ? left : new ulong[Math.Max(left.Length, right.Length)];
        left.CopyTo(merged, 0);
        for (int word = 0; word < right.Length; word++) merged[word] |= right[word];
        return merged;
    }
}
