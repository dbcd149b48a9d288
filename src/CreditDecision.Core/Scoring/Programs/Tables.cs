namespace CreditDecision.Core.Scoring.Programs;

/// <summary>What a value beyond the ends of a line, or of a field's range, becomes.</summary>
public enum OutlierTreatment
{
    Unspecified = 0,
    /// <summary>Itself; a line goes on as its first or last piece does.</summary>
    AsIs,
    AsMissing,
    /// <summary>The nearest value within.</summary>
    AsExtreme,
}

/// <summary>A line through points: NormContinuous of PMML 4.4, Transformations.</summary>
/// <param name="from">At least two, ascending.</param>
/// <param name="to">As many.</param>
public sealed class PiecewiseLine(int slot, double[] from, double[] to, OutlierTreatment outliers) : Expression
{
    public override double Value(ref Frame frame)
    {
        double x = frame[slot];
        if (double.IsNaN(x)) return x;
        if (x < from[0] || x > from[^1])
        {
            if (outliers == OutlierTreatment.AsMissing) return double.NaN;
            if (outliers == OutlierTreatment.AsExtreme) return x < from[0] ? to[0] : to[^1];
        }
        int piece = 1;
        while (piece < from.Length - 1 && x > from[piece]) piece++;
        double slope = (to[piece] - to[piece - 1]) / (from[piece] - from[piece - 1]);
        return to[piece - 1] + (x - from[piece - 1]) * slope;
    }
}

/// <summary>From <paramref name="Low"/> to <paramref name="High"/>; either may be infinite.</summary>
public readonly record struct Interval(double Low, bool LowIsIn, double High, bool HighIsIn)
{
    public bool Contains(double x) => (LowIsIn ? x >= Low : x > Low) && (HighIsIn ? x <= High : x < High);
}

/// <summary>The value of the first interval that holds the argument.</summary>
/// <param name="otherwise">Where none does.</param>
public sealed class Discretization(int slot, Interval[] intervals, double[] values, double otherwise) : Expression
{
    public override double Value(ref Frame frame)
    {
        double x = frame[slot];
        if (double.IsNaN(x)) return x;
        for (int i = 0; i < intervals.Length; i++)
            if (intervals[i].Contains(x)) return values[i];
        return otherwise;
    }
}

/// <summary>One argument of a table: each value that the table knows of it, ascending, and how far apart the table's keys of two neighbours are.</summary>
public readonly record struct TableColumn(int Slot, double[] Known, long Stride);

/// <summary>The row of a table that equals the arguments: MapValues of PMML 4.4, Transformations.</summary>
/// <param name="keys">Ascending: the sum over the columns of the index of the row's value times the column's stride.</param>
/// <param name="otherwise">Where no row equals the arguments.</param>
public sealed class TableLookup(TableColumn[] columns, long[] keys, double[] values, double otherwise) : Expression
{
    public override double Value(ref Frame frame)
    {
        long key = 0;
        bool known = true;
        foreach (TableColumn column in columns)
        {
            double value = frame[column.Slot];
            if (double.IsNaN(value)) return value;
            int index = Array.BinarySearch(column.Known, value);
            known &= index >= 0;
            if (known) key += index * column.Stride;
        }
        int row = known ? Array.BinarySearch(keys, key) : -1;
        return row >= 0 ? values[row] : otherwise;
    }
}
