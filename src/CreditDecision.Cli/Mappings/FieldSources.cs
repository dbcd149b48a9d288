using System.Collections.Frozen;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Mappings;

/// <summary>Gives the value of one field of a message, in the type that the generated code holds it in; null means that it is missing.</summary>
internal abstract class FieldSource
{
    public virtual bool IsConstant => false;

    public abstract object? Value(FileRow row);
}

internal sealed class ConstantField(object value) : FieldSource
{
    public override bool IsConstant => true;

    public override object Value(FileRow row) => value;
}

internal sealed class DoubleField(NumberOperation operation) : FieldSource
{
    public override bool IsConstant => operation.IsConstant;

    public override object? Value(FileRow row) => operation.Of(row) is var number && double.IsNaN(number) ? null : number;
}

/// <summary>A whole number. A figure with a fraction fails the row: to round it is the author's decision, written as <c>round: 1</c>.</summary>
internal sealed class WholeField(NumberOperation operation, string path, bool isLong) : FieldSource
{
    // Products of prices such as 0.22 are whole only up to the last bits of a double.
    private const double Tolerance = 1e-6;

    public override bool IsConstant => operation.IsConstant;

    public override object? Value(FileRow row)
    {
        double number = operation.Of(row);
        if (double.IsNaN(number)) return null;
        double whole = Math.Round(number);
        bool fits = isLong ? Math.Abs(whole) < 9e15 : Math.Abs(whole) <= int.MaxValue;
        if (Math.Abs(number - whole) > Tolerance) row.Fail($"{path} would be a fraction; say how to round it, for example round: 1");
        else if (!fits) row.Fail($"{path} would be too large for its field");
        else return isLong ? (long)whole : (object)(int)whole;
        return null;
    }
}

/// <summary>A table from the texts of a column to values of any type.</summary>
/// <param name="otherwise">For texts outside the table; null fails the row.</param>
internal sealed class MappedField(Cells cells, FrozenDictionary<string, object> table, object? otherwise) : FieldSource
{
    public override object? Value(FileRow row)
    {
        if (cells.Text(row) is not { } cell) return null;
        if (table.TryGetValue(cell, out object? value)) return value;
        if (otherwise is null) row.Fail($"column {cells.Column.Name} holds a value that its map does not have");
        return otherwise;
    }
}

internal sealed class ColumnText(Cells cells) : FieldSource
{
    public override object? Value(FileRow row) => cells.Text(row);
}

/// <summary>A moment counted from the run's own now, or a fixed one.</summary>
internal static class TimeField
{
    public static FieldSource At(DateTimeOffset moment) => new ConstantField(Timestamp.FromDateTimeOffset(moment));
}
