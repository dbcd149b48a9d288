namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>
/// Neighbouring classes of a column put together, where there are more classes than the index has room for. Rows whose cell begins or ends inside a
/// bucket must be looked at again; buckets are cut so that no more than their even share does.
/// </summary>
/// <param name="Of">By class; empty where each class is a bucket of its own.</param>
internal sealed record Buckets(int[] Of, int Count)
{
    public bool AreClasses => Of.Length == 0;

    public int At(int one) => AreClasses ? one : Of[one];

    /// <param name="most">2 or more.</param>
    public static Buckets Cut(ClassedRows rows, int column, int most)
    {
        int classes = rows.Columns[column].Count;
        if (classes <= most) return new Buckets([], classes);
        int[] bounds = BoundsBefore(rows, column, classes);
        long share = bounds.Sum(count => (long)count) / (most - 1);
        var of = new int[classes];
        int bucket = 0;
        long inside = 0;
        for (int one = 1; one < classes; one++)
        {
            bool isFull = inside + bounds[one] > share;
            bucket += isFull ? 1 : 0;
            inside = isFull ? 0 : inside + bounds[one];
            of[one] = bucket;
        }
        return new Buckets(of, bucket + 1);
    }

    // How many ranges of all rows begin at a class or end before it.
    private static int[] BoundsBefore(ClassedRows rows, int column, int classes)
    {
        var bounds = new int[classes + 1];
        foreach (int cell in rows.CellOf[column])
        {
            foreach (ClassRange range in rows.Sets[column][cell])
            {
                bounds[range.From]++;
                bounds[range.To + 1]++;
            }
        }
        return bounds[..classes];
    }
}
