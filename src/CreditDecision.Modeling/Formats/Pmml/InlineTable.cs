namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>InlineTable of PMML 4.4, Taxonomy: rows of cells, each an element named after its column.</summary>
internal static class InlineTable
{
    internal static IEnumerable<Dictionary<string, string>> Read(PmmlElement element, int mostRows)
    {
        List<PmmlElement> rows = element.Children("row");
        if (rows.Count > mostRows) throw element.Refusal($"has more than {mostRows} rows");
        element.Done();
        foreach (PmmlElement row in rows)
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (PmmlElement cell in row.Children(_ => true))
            {
                if (!cells.TryAdd(cell.Name, cell.Text())) throw cell.Refusal("stands here twice");
                // A cell may carry the attributes that its producer likes, but no elements.
                if (cell.Children(_ => true).Count > 0) throw cell.Refusal("holds elements; a text is needed");
            }
            yield return cells;
        }
    }

    /// <summary>By the column's name as it is written, or without the prefix that stands for the producer's own namespace.</summary>
    internal static string? Cell(Dictionary<string, string> row, string column)
    {
        if (row.TryGetValue(column, out string? text)) return text;
        return row.GetValueOrDefault(column[(column.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }
}
