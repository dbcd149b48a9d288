using System.Collections.Frozen;
using System.Globalization;

namespace CreditDecision.Cli.Mappings;

/// <summary>Reads one column as text or number; the texts that stand for "nothing known" are its own.</summary>
/// <param name="missing">Compared with the trimmed cell, exactly.</param>
internal sealed class Cells(Column column, FrozenSet<string> missing)
{
    public Column Column => column;

    /// <summary>Null when missing.</summary>
    public string? Text(FileRow row)
    {
        string cell = row.Cell(column);
        return missing.Contains(cell) ? null : cell;
    }

    /// <summary>NaN when missing; a cell that is no finite number fails the row.</summary>
    public double Number(FileRow row)
    {
        if (Text(row) is not { } cell) return double.NaN;
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) return number;
        row.Fail($"column {column.Name} does not hold a number");
        return double.NaN;
    }
}
