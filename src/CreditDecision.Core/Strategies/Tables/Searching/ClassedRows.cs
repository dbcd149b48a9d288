namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>The rows of a table with each cell as a set of its column's classes: what the index and the analysis work on.</summary>
/// <param name="Sets">By column, then by cell.</param>
/// <param name="CellOf">By column, then by row.</param>
internal sealed record ClassedRows(ColumnClasses[] Columns, ClassRange[][][] Sets, int[][] CellOf, int Count)
{
    public static ClassedRows Of(TableRows rows)
    {
        var columns = new ColumnClasses[rows.Columns.Count];
        var sets = new ClassRange[columns.Length][][];
        for (int column = 0; column < columns.Length; column++)
        {
            ColumnClasses classes = columns[column] = ColumnClasses.Of(rows.Columns[column], rows.Cells[column]);
            sets[column] = Array.ConvertAll(rows.Cells[column], classes.SetOf);
        }
        return new ClassedRows(columns, sets, rows.CellOf, rows.Count);
    }

    /// <summary>Only what can come is left of each cell, so that the analysis speaks of nothing else.</summary>
    public ClassedRows Reached() =>
        this with { Sets = [.. Sets.Select((sets, column) => Array.ConvertAll(sets, set => ClassSets.Common(set, Columns[column].Reached)))] };

    public ClassRange[] SetOf(int column, int row) => Sets[column][CellOf[column][row]];
}
