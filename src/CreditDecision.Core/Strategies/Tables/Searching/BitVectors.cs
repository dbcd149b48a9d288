using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>Vectors of one bit per row, in blocks of 512 rows: one line of the processor's cache, and one operation of the widest it has.</summary>
internal sealed class BitVectors
{
    public const int RowsInBlock = 512;
    public const int WordsInBlock = RowsInBlock / 64;

    private readonly ulong[] _words;

    public BitVectors(int vectors, int rows)
    {
        Blocks = (rows + RowsInBlock - 1) / RowsInBlock;
        _words = new ulong[(long)vectors * Blocks * WordsInBlock];
    }

    public int Blocks { get; }

    public long Bytes => _words.LongLength * sizeof(ulong);

    public static long BytesOf(int rows) => (rows + RowsInBlock - 1) / RowsInBlock * (RowsInBlock / 8L);

    public Vector512<ulong> Block(int vector, int block) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_words), (nuint)(vector * Blocks + block) * WordsInBlock);

    public void Set(int vector, int block, Vector512<ulong> bits) =>
        bits.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_words), (nuint)(vector * Blocks + block) * WordsInBlock);

    public void Turn(int vector, int row) => _words[vector * Blocks * WordsInBlock + (row >> 6)] ^= 1UL << (row & 63);

    /// <summary>Turns in the second vector what the first one has.</summary>
    public void Carry(int from, int to)
    {
        for (int block = 0; block < Blocks; block++) Set(to, block, Block(from, block) ^ Block(to, block));
    }
}
