using System.Globalization;

namespace CreditDecision.Core.Strategies.Tables;

/// <summary>The rows of a table as written. Cells that are written the same are one object, which most cells of a large table share.</summary>
/// <param name="Cells">By column, each different one once.</param>
/// <param name="CellOf">By column, then by row: the place in <paramref name="Cells"/>.</param>
/// <param name="Names">By row; null where the author gave none.</param>
internal sealed record TableRows(
    IReadOnlyList<TableColumn> Columns, TableCell[][] Cells, int[][] CellOf, string?[] Names)
{
    public int Count => Names.Length;

    public string NameOf(int row) => Names[row] ?? string.Create(CultureInfo.InvariantCulture, $"row {row + 1}");

    public bool Matches(int row, ReadOnlySpan<double> inputs)
    {
        for (int column = 0; column < CellOf.Length; column++)
            if (!Cells[column][CellOf[column][row]].Matches(inputs[column])) return false;
        return true;
    }
}
