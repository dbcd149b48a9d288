namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>One column of the index.</summary>
internal sealed class IndexColumn
{
    private readonly ClassRange[][] _sets;
    private readonly int[] _cellOf;
    private readonly ClassRange[] _firstRange;

    /// <param name="firstVector">Of its buckets' vectors.</param>
    public IndexColumn(ClassedRows rows, int column, int mostBuckets, int firstVector)
    {
        Classes = rows.Columns[column];
        Buckets = Buckets.Cut(rows, column, mostBuckets);
        FirstVector = firstVector;
        _sets = rows.Sets[column];
        _cellOf = rows.CellOf[column];
        _firstRange = Buckets.AreClasses ? [] : Array.ConvertAll(_cellOf, cell => _sets[cell][0]);
    }

    public ColumnClasses Classes { get; }

    public Buckets Buckets { get; }

    public int FirstVector { get; }

    public long Bytes
    {
        get
        {
            long bytes = Classes.Bytes + (Buckets.Of.LongLength + _cellOf.LongLength) * sizeof(int) + _firstRange.LongLength * 2 * sizeof(int);
            foreach (ClassRange[] set in _sets) bytes += 24 + set.LongLength * 2 * sizeof(int);
            return bytes;
        }
    }

    /// <summary>Looked at where a bucket holds several classes. Most cells are one range, which lies beside the other rows' and not by itself.</summary>
    public bool Holds(int row, int one)
    {
        ClassRange first = _firstRange[row];
        if (one <= first.To) return one >= first.From;
        ClassRange[] set = _sets[_cellOf[row]];
        return set.Length > 1 && ClassSets.Has(set, one);
    }

    /// <summary>A cell's buckets, sorted; none twice.</summary>
    public ClassRange[] BucketsOf(ReadOnlySpan<ClassRange> set)
    {
        var ranges = new List<ClassRange>(set.Length);
        foreach (ClassRange range in set) ranges.Add(new ClassRange(Buckets.At(range.From), Buckets.At(range.To)));
        return ClassSets.Of(ranges);
    }

    // Vectors side by side differ only by the rows whose cells begin or end between them: those bits are turned, and then carried through.
    public void Fill(BitVectors vectors, int rows)
    {
        ClassRange[][] buckets = Array.ConvertAll(_sets, set => BucketsOf(set));
        for (int row = 0; row < rows; row++)
        {
            foreach (ClassRange range in buckets[_cellOf[row]])
            {
                vectors.Turn(FirstVector + range.From, row);
                if (range.To + 1 < Buckets.Count) vectors.Turn(FirstVector + range.To + 1, row);
            }
        }
        for (int bucket = 1; bucket < Buckets.Count; bucket++) vectors.Carry(FirstVector + bucket - 1, FirstVector + bucket);
    }
}
