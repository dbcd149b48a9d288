using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Which rows of a table count and which of them are bad; a fit and a test of one file must read them alike.</summary>
internal static class OutcomeRows
{
    /// <param name="badValue">Empty where the column holds 0 and 1, or true and false.</param>
    /// <param name="isKnown">By row of the table; false where the outcome is missing.</param>
    /// <returns>By row of the table; null where the column cannot be read so, which is in the errors.</returns>
    internal static bool[]? Bind(CsvTable table, string outcome, string badValue, DocumentErrors errors, out bool[] isKnown)
    {
        isKnown = new bool[table.Rows];
        if (table.Find(outcome) is not { } column)
        {
            errors.Add("outcome", $"there is no column \"{outcome}\"; there are {string.Join(", ", table.Columns.Take(40).Select(item => item.Name))}");
            return null;
        }
        string[] texts = [.. Enumerable.Range(0, table.Rows).Select(column.TextAt).OfType<string>().Distinct(StringComparer.Ordinal).Take(20).Order(StringComparer.Ordinal)];
        string bad = badValue.Length > 0 ? badValue : texts is ["0", "1"] ? "1" : texts is ["false", "true"] ? "true" : "";
        if (bad.Length == 0 || !texts.Contains(bad) || texts.Length < 2)
        {
            errors.Add("outcome", $"say which value of \"{outcome}\" is the bad one, of {string.Join(", ", texts)}{(bad.Length > 0 ? $"; \"{bad}\" is not enough" : "")}");
            return null;
        }
        bool[] isBad = new bool[table.Rows];
        for (int row = 0; row < table.Rows; row++)
        {
            string? text = column.TextAt(row);
            (isKnown[row], isBad[row]) = (text is not null, text == bad);
        }
        return isBad;
    }

    /// <returns>The rows with a known outcome that meet every condition, ascending.</returns>
    internal static int[] Choose(CsvTable table, bool[] isKnown, IEnumerable<RowCondition> conditions, DocumentErrors errors)
    {
        IEnumerable<int> rows = Enumerable.Range(0, table.Rows).Where(row => isKnown[row]);
        foreach (RowCondition condition in conditions)
        {
            if (table.Find(condition.Column) is not { } column) errors.Add("only_rows", $"there is no column \"{condition.Column}\"");
            else rows = rows.Where(row => column.TextAt(row) == condition.Value);
        }
        return [.. rows];
    }
}
