using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>Walks the rows that match one set of inputs, in written order. Lives on the stack.</summary>
internal ref struct IndexCursor
{
    private readonly RowIndex _index;
    private PerColumn _classes;
    private PerColumn _vectors;
    private BlockWords _words;
    private ulong _blocksLeft;
    private int _blockWord = -1;
    private int _block;
    private int _word = BitVectors.WordsInBlock;

    public IndexCursor(RowIndex index, ReadOnlySpan<double> inputs)
    {
        _index = index;
        IndexColumn[] columns = index.Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            int one = columns[i].Classes.Of(inputs[i]);
            _classes[i] = one;
            _vectors[i] = columns[i].FirstVector + columns[i].Buckets.At(one);
        }
    }

    /// <summary>The next row that matches, or -1.</summary>
    public int Next()
    {
        while (true)
        {
            for (; _word < BitVectors.WordsInBlock; _word++)
            {
                while (_words[_word] is not 0 and var word)
                {
                    _words[_word] = word & (word - 1);
                    int row = _block * BitVectors.RowsInBlock + _word * 64 + BitOperations.TrailingZeroCount(word);
                    if (_index.Holds(row, _classes)) return row;
                }
            }
            if (!NextBlock()) return -1;
        }
    }

    private bool NextBlock()
    {
        int columns = _index.Columns.Length;
        while (true)
        {
            while (_blocksLeft == 0)
            {
                if (++_blockWord == _index.InUseWords) return false;
                _blocksLeft = ulong.MaxValue;
                for (int i = 0; i < columns; i++) _blocksLeft &= _index.InUse(_vectors[i], _blockWord);
            }
            _block = _blockWord * 64 + BitOperations.TrailingZeroCount(_blocksLeft);
            _blocksLeft &= _blocksLeft - 1;
            if (Meet(columns)) return true;
        }
    }

    // Whether any row of the block is left by all vectors.
    private bool Meet(int columns)
    {
        Vector512<ulong> rows = Vector512<ulong>.AllBitsSet;
        for (int i = 0; i < columns; i++) rows &= _index.Vectors.Block(_vectors[i], _block);
        if (rows == Vector512<ulong>.Zero) return false;
        rows.StoreUnsafe(ref MemoryMarshal.GetReference((Span<ulong>)_words));
        _word = 0;
        return true;
    }

    [InlineArray(DecisionTable.MostInputs)]
    private struct PerColumn
    {
        private int _first;
    }

    [InlineArray(BitVectors.WordsInBlock)]
    private struct BlockWords
    {
        private ulong _first;
    }
}
