using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>
/// Finds the rows that match without looking at each: every input's value chooses a vector of one bit per row, and the rows left after all of them are
/// met are the answer, in written order. Above the vectors, one bit per block of rows says whether anything is in it, and most blocks are never touched.
/// Rejected: a tree over the columns, which some tables of overlapping ranges make larger than any memory.
/// </summary>
/// <remarks>
/// The vectors of one table take at most 32 MiB. Columns with more classes than fit share vectors between neighbouring classes, and the few rows
/// that a shared vector cannot decide are looked at: of each column no more than have a bound in the vector's share of all bounds.
/// </remarks>
internal sealed class RowIndex
{
    private const long MostBytes = 32L << 20;
    private const int LeastVectors = 16;

    private readonly IndexColumn[] _inexact;
    private readonly int[] _inexactAt;
    private readonly ulong[] _inUse;

    public RowIndex(ClassedRows rows)
    {
        int[] shares = Shares([.. rows.Columns.Select(column => column.Count)], MostBytes / BitVectors.BytesOf(rows.Count));
        Columns = new IndexColumn[shares.Length];
        int vectors = 0;
        for (int column = 0; column < shares.Length; column++)
        {
            Columns[column] = new IndexColumn(rows, column, shares[column], vectors);
            vectors += Columns[column].Buckets.Count;
        }
        Vectors = new BitVectors(vectors, rows.Count);
        foreach (IndexColumn column in Columns) column.Fill(Vectors, rows.Count);
        _inexactAt = [.. Enumerable.Range(0, Columns.Length).Where(column => !Columns[column].Buckets.AreClasses)];
        _inexact = [.. _inexactAt.Select(column => Columns[column])];
        InUseWords = (Vectors.Blocks + 63) / 64;
        _inUse = InUseOf(Vectors, vectors, InUseWords);
    }

    public IndexColumn[] Columns { get; }

    public BitVectors Vectors { get; }

    /// <summary>Words of one vector's summary.</summary>
    public int InUseWords { get; }

    /// <summary>Bytes beyond the rows themselves.</summary>
    public long Bytes => Vectors.Bytes + _inUse.LongLength * sizeof(ulong) + Columns.Sum(column => column.Bytes);

    /// <summary>A bit for each block of rows in which the vector has any.</summary>
    public ulong InUse(int vector, int word) => _inUse[vector * InUseWords + word];

    /// <summary>Whether a row that all vectors left matches indeed.</summary>
    public bool Holds(int row, ReadOnlySpan<int> classes)
    {
        for (int i = 0; i < _inexact.Length; i++)
            if (!_inexact[i].Holds(row, classes[_inexactAt[i]])) return false;
        return true;
    }

    // The smallest columns first: what they leave of their share goes to the larger ones.
    private static int[] Shares(int[] classes, long vectors)
    {
        var shares = new int[classes.Length];
        int left = classes.Length;
        foreach (int column in Enumerable.Range(0, classes.Length).OrderBy(column => classes[column]))
        {
            long share = Math.Max(vectors / left--, LeastVectors);
            shares[column] = (int)Math.Min(classes[column], share);
            vectors -= shares[column];
        }
        return shares;
    }

    private static ulong[] InUseOf(BitVectors bits, int vectors, int words)
    {
        var inUse = new ulong[vectors * words];
        for (int vector = 0; vector < vectors; vector++)
            for (int block = 0; block < bits.Blocks; block++)
                if (bits.Block(vector, block) != Vector512<ulong>.Zero) inUse[vector * words + (block >> 6)] |= 1UL << (block & 63);
        return inUse;
    }
}
