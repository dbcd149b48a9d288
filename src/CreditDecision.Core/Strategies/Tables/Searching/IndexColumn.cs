namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>One column of the index.</summary>
/// <param name="FirstVector">Of its buckets' vectors.</param>
/// <param name="Sets">By cell; looked at where a bucket holds several classes.</param>
internal sealed record IndexColumn(ColumnClasses Classes, Buckets Buckets, int FirstVector, ClassRange[][] Sets, int[] CellOf)
{
    public bool Holds(int row, int one) => ClassSets.Has(Sets[CellOf[row]], one);

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
        ClassRange[][] buckets = Array.ConvertAll(Sets, set => BucketsOf(set));
        for (int row = 0; row < rows; row++)
        {
            foreach (ClassRange range in buckets[CellOf[row]])
            {
                vectors.Turn(FirstVector + range.From, row);
                if (range.To + 1 < Buckets.Count) vectors.Turn(FirstVector + range.To + 1, row);
            }
        }
        for (int bucket = 1; bucket < Buckets.Count; bucket++) vectors.Carry(FirstVector + bucket - 1, FirstVector + bucket);
    }
}
