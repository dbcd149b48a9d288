using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>A table that was read without mistakes, to be asked for those that only the whole shows.</summary>
/// <param name="MustBeWhole">Whether every input that can come needs a row.</param>
internal sealed record AnalysedTable(TableRows Rows, ClassedRows Classed, RowIndex Index, double[] Values, HitPolicy Hit, bool MustBeWhole)
{
    /// <summary>Inputs for a message, from a class for each column: "grade = B, amount = 5000".</summary>
    public string Example(ReadOnlySpan<int> classes)
    {
        var parts = new string[classes.Length];
        for (int column = 0; column < parts.Length; column++) parts[column] = Classed.Columns[column].Example(classes[column]);
        return string.Join(", ", parts);
    }
}

/// <summary>Refuses a table whose rows contradict, repeat or never answer, or that leaves inputs unanswered though it must not.</summary>
internal static class TableAnalysis
{
    public static void Check(AnalysedTable table, DocumentObject document)
    {
        ClassedRows reached = table.Classed.Reached();
        int before = document.Errors.All.Count;
        switch (table.Hit)
        {
            case HitPolicy.Unique:
                Overlaps.Check(table, reached, document);
                break;
            case HitPolicy.First:
                CoveredRows.Check(table, reached, document);
                break;
            case HitPolicy.Collect:
                RepeatedRows.Check(table, document);
                break;
            default:
                throw new InvalidOperationException($"a table of hit {table.Hit} was read");
        }
        // Counting what rows of a unique table answer tells gaps only where no two rows answer the same.
        bool canTell = table.Hit != HitPolicy.Unique || document.Errors.All.Count == before;
        if (table.MustBeWhole && canTell) Gaps.Check(table, reached, document);
    }
}
