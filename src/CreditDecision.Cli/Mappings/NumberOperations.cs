using System.Collections.Frozen;

namespace CreditDecision.Cli.Mappings;

/// <summary>Works out a number from a row; NaN means that it is missing.</summary>
internal abstract class NumberOperation
{
    public abstract double Of(FileRow row);

    /// <summary>The same for every row, without looking at it.</summary>
    public virtual bool IsConstant => false;
}

internal sealed class ConstantNumber(double value) : NumberOperation
{
    public override bool IsConstant => true;

    public override double Of(FileRow row) => value;
}

internal sealed class ColumnNumber(Cells cells) : NumberOperation
{
    public override double Of(FileRow row) => cells.Number(row);
}

/// <summary>A table from texts to numbers.</summary>
/// <param name="otherwise">For texts outside the table; null fails the row, since a code that nobody foresaw must not get a meaning by chance.</param>
internal sealed class MappedNumber(Cells cells, FrozenDictionary<string, double> table, double? otherwise) : NumberOperation
{
    public override double Of(FileRow row)
    {
        if (cells.Text(row) is not { } cell) return double.NaN;
        if (table.TryGetValue(cell, out double number)) return number;
        if (otherwise is null) row.Fail($"column {cells.Column.Name} holds a value that its map does not have");
        return otherwise ?? double.NaN;
    }
}

internal enum Aggregation
{
    Unspecified = 0,
    Max,
    Min,
    Sum,
    Mean,
}

/// <summary>One figure from several columns. Missing cells are left out of it; where all are missing, so is the figure.</summary>
internal sealed class AggregateNumber(Aggregation aggregation, IReadOnlyList<Cells> columns) : NumberOperation
{
    public override double Of(FileRow row)
    {
        double most = double.NegativeInfinity, least = double.PositiveInfinity, sum = 0;
        int count = 0;
        foreach (Cells column in columns)
        {
            double number = column.Number(row);
            if (double.IsNaN(number)) continue;
            count++;
            sum += number;
            most = Math.Max(most, number);
            least = Math.Min(least, number);
        }
        if (count == 0) return double.NaN;
        return aggregation switch
        {
            Aggregation.Max => most,
            Aggregation.Min => least,
            Aggregation.Sum => sum,
            Aggregation.Mean => sum / count,
            _ => double.NaN,
        };
    }
}

/// <summary>How many of the columns are at or above a threshold. Missing cells are not; where all are missing, so is the count.</summary>
internal sealed class CountAtLeast(IReadOnlyList<Cells> columns, double threshold) : NumberOperation
{
    public override double Of(FileRow row)
    {
        int known = 0, reached = 0;
        foreach (Cells column in columns)
        {
            double number = column.Number(row);
            if (double.IsNaN(number)) continue;
            known++;
            if (number >= threshold) reached++;
        }
        return known == 0 ? double.NaN : reached;
    }
}

/// <summary>
/// One figure over another; missing when either is, and when the denominator is not above zero: a share of nothing, or of a credit balance,
/// says nothing.
/// </summary>
internal sealed class RatioNumber(NumberOperation numerator, NumberOperation denominator) : NumberOperation
{
    public override bool IsConstant => numerator.IsConstant && denominator.IsConstant;

    public override double Of(FileRow row)
    {
        double over = denominator.Of(row);
        return over > 0 ? numerator.Of(row) / over : double.NaN;
    }
}

/// <summary>Changes of scale on a figure, in the order of the fields.</summary>
/// <param name="Step">Rounds to whole multiples of it, halves away from zero; null leaves the figure as it is.</param>
internal sealed record Adjustment(double Scale, double Offset, double? Step, double Least, double Most)
{
    public double Of(double figure)
    {
        double moved = figure * Scale + Offset;
        double rounded = Step is { } step ? Math.Round(moved / step, MidpointRounding.AwayFromZero) * step : moved;
        return Math.Clamp(rounded, Least, Most);
    }
}

internal sealed class AdjustedNumber(NumberOperation figure, Adjustment adjustment) : NumberOperation
{
    public override bool IsConstant => figure.IsConstant;

    // NaN passes through every step of the adjustment.
    public override double Of(FileRow row) => adjustment.Of(figure.Of(row));
}
