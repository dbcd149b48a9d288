using CreditDecision.Core.Features;

namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>
/// The values of one input, parted into classes that no cell of its column tells apart. Numbers: between two neighbouring bounds of cells, where a
/// bound that is itself without counts as its neighbour among the doubles, so that open and closed bounds need no special case and nothing is lost.
/// Flags and categories: each value, and one class for what no list knows. The last class is missing.
/// </summary>
internal sealed class ColumnClasses
{
    private readonly TableColumn _column;
    private readonly double[] _starts;
    private readonly int _values;

    private ColumnClasses(TableColumn column, double[] starts)
    {
        _column = column;
        _starts = starts;
        _values = column.Type == FeatureType.Flag ? 2 : column.Categories.Count;
        Missing = IsNumber ? starts.Length + 1 : _values + 1;
        Reached = ReachedOf();
    }

    /// <summary>The class of a missing value.</summary>
    public int Missing { get; }

    public int Count => Missing + 1;

    /// <summary>The classes of values that can come.</summary>
    public ClassRange[] Reached { get; }

    public long Bytes => _starts.Length * sizeof(double);

    private bool IsNumber => _column.Type == FeatureType.Number;

    public static ColumnClasses Of(TableColumn column, IEnumerable<TableCell> cells)
    {
        if (column.Type != FeatureType.Number) return new ColumnClasses(column, []);
        var starts = new List<double>();
        foreach (NumberRange range in cells.SelectMany(cell => cell.Ranges))
        {
            if (!double.IsNegativeInfinity(range.First)) starts.Add(range.First);
            if (!double.IsPositiveInfinity(range.End)) starts.Add(range.End);
        }
        starts.Sort();
        return new ColumnClasses(column, [.. starts.Distinct()]);
    }

    public int Of(double value)
    {
        if (double.IsNaN(value)) return Missing;
        if (IsNumber) return StartsUpTo(value);
        int index = (int)value;
        return (uint)index < (uint)_values && index == value ? index : _values;
    }

    public ClassRange[] SetOf(TableCell cell)
    {
        if (cell.IsAny) return [new ClassRange(0, Missing)];
        var ranges = new List<ClassRange>(cell.Ranges.Count + 1);
        foreach (NumberRange range in cell.Ranges) ranges.Add(IsNumber ? Numbers(range) : new ClassRange((int)range.Low, (int)range.High));
        if (cell.Missing) ranges.Add(new ClassRange(Missing, Missing));
        return ClassSets.Of(ranges);
    }

    /// <summary>A value of a class that can come, for a message: "amount = 5000", "amount missing".</summary>
    public string Example(int of)
    {
        if (of == Missing) return $"{_column.Name} missing";
        if (!IsNumber) return $"{_column.Name} = {(_column.Type == FeatureType.Flag ? of == 1 ? "true" : "false" : _column.Categories[of])}";
        double from = Math.Max(of == 0 ? double.NegativeInfinity : _starts[of - 1], _column.Least);
        double end = of == _starts.Length ? double.PositiveInfinity : _starts[of];
        return $"{_column.Name} = {ExampleNumber.In(from, Math.Min(end, Math.BitIncrement(_column.Most))):R}";
    }

    private ClassRange Numbers(NumberRange range)
    {
        int from = double.IsNegativeInfinity(range.First) ? 0 : Array.BinarySearch(_starts, range.First) + 1;
        int to = double.IsPositiveInfinity(range.End) ? _starts.Length : Array.BinarySearch(_starts, range.End);
        return new ClassRange(from, to);
    }

    private ClassRange[] ReachedOf()
    {
        var ranges = new List<ClassRange>
        {
            IsNumber ? new ClassRange(StartsUpTo(_column.Least), StartsUpTo(_column.Most)) : new ClassRange(0, _values - 1),
        };
        if (_column.MayBeMissing) ranges.Add(new ClassRange(Missing, Missing));
        return ClassSets.Of(ranges);
    }

    // Halving without a branch on what is compared, which no processor could foresee.
    private int StartsUpTo(double value)
    {
        ReadOnlySpan<double> starts = _starts;
        int from = 0;
        int count = starts.Length;
        while (count > 1)
        {
            int half = count >> 1;
            from += starts[from + half - 1] <= value ? half : 0;
            count -= half;
        }
        return count == 0 || starts[from] > value ? from : from + 1;
    }
}
