using System.Numerics;
using System.Runtime.Intrinsics;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>
/// Finds, for one row after another, the rows before it that may meet it or hold it, by meeting bit vectors block by block as the index does. For
/// each column there is a tree of vectors over the index's buckets, so that the rows of any range of buckets are a few vectors put together: as
/// much memory again twice as the index's own, for as long as the table is read. What is found is looked at exactly by the caller.
/// </summary>
internal sealed class EarlierRows
{
    private readonly IndexColumn[] _columns;
    private readonly BitVectors _nodes;
    private readonly int[] _firstNode;
    private readonly List<int> _asked = [];
    private readonly List<int> _ends = [];

    public EarlierRows(RowIndex index, int rows)
    {
        _columns = index.Columns;
        _firstNode = new int[_columns.Length];
        for (int column = 1; column < _columns.Length; column++) _firstNode[column] = _firstNode[column - 1] + 2 * _columns[column - 1].Buckets.Count;
        _nodes = new BitVectors(_firstNode[^1] + 2 * _columns[^1].Buckets.Count, rows);
        for (int column = 0; column < _columns.Length; column++) Grow(index, column);
    }

    /// <summary>Rows before one that may meet it in every column.</summary>
    public void FindMeeting(ClassedRows rows, int row, List<int> found)
    {
        Clear();
        for (int column = 0; column < _columns.Length; column++)
        {
            ClassRange[] buckets = _columns[column].BucketsOf(rows.SetOf(column, row));
            if (buckets is [{ From: 0 } all] && all.To == _columns[column].Buckets.Count - 1) continue;
            foreach (ClassRange range in buckets) AskFor(column, range);
            _ends.Add(_asked.Count);
        }
        Collect(row, found);
    }

    /// <summary>Rows before one that may hold all that it holds: those that have its first and its last class of every column.</summary>
    public void FindHolding(ClassedRows rows, int row, List<int> found)
    {
        Clear();
        for (int column = 0; column < _columns.Length; column++)
        {
            ClassRange[] set = rows.SetOf(column, row);
            AskForOne(column, set[0].From);
            AskForOne(column, set[^1].To);
        }
        Collect(row, found);
    }

    private void Clear()
    {
        _asked.Clear();
        _ends.Clear();
    }

    private void AskForOne(int column, int one)
    {
        int bucket = _columns[column].Buckets.At(one);
        AskFor(column, new ClassRange(bucket, bucket));
        _ends.Add(_asked.Count);
    }

    // Node 1 is the root, node n has 2n and 2n + 1 below it, and the leaves stand last; as many of them as there are buckets.
    private void Grow(RowIndex index, int column)
    {
        int leaves = _columns[column].Buckets.Count;
        int first = _firstNode[column];
        for (int block = 0; block < _nodes.Blocks; block++)
        {
            for (int leaf = 0; leaf < leaves; leaf++) _nodes.Set(first + leaves + leaf, block, index.Vectors.Block(_columns[column].FirstVector + leaf, block));
            for (int node = leaves - 1; node > 0; node--)
                _nodes.Set(first + node, block, _nodes.Block(first + 2 * node, block) | _nodes.Block(first + 2 * node + 1, block));
        }
    }

    private void AskFor(int column, ClassRange buckets)
    {
        int leaves = _columns[column].Buckets.Count;
        int from = leaves + buckets.From;
        int end = leaves + buckets.To + 1;
        for (; from < end; from >>= 1, end >>= 1)
        {
            if ((from & 1) != 0) _asked.Add(_firstNode[column] + from++);
            if ((end & 1) != 0) _asked.Add(_firstNode[column] + --end);
        }
    }

    private void Collect(int row, List<int> found)
    {
        found.Clear();
        Span<ulong> words = stackalloc ulong[BitVectors.WordsInBlock];
        for (int block = 0; block * BitVectors.RowsInBlock < row; block++)
        {
            Vector512<ulong> rows = Meet(block);
            if (rows == Vector512<ulong>.Zero) continue;
            rows.CopyTo(words);
            for (int word = 0; word < words.Length; word++)
            {
                for (ulong left = words[word]; left != 0; left &= left - 1)
                {
                    int other = block * BitVectors.RowsInBlock + word * 64 + BitOperations.TrailingZeroCount(left);
                    if (other < row) found.Add(other);
                }
            }
        }
    }

    private Vector512<ulong> Meet(int block)
    {
        Vector512<ulong> rows = Vector512<ulong>.AllBitsSet;
        int at = 0;
        foreach (int end in _ends)
        {
            Vector512<ulong> any = Vector512<ulong>.Zero;
            for (; at < end; at++) any |= _nodes.Block(_asked[at], block);
            rows &= any;
            if (rows == Vector512<ulong>.Zero) break;
        }
        return rows;
    }
}
