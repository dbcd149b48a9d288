using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>Tells the rows of a unique table that match at once, each pair with inputs that show it.</summary>
internal static class Overlaps
{
    private const int MostTold = 10;
    // A table of more has one mistake, not thousands, and counting on would take its square.
    private const int MostCounted = 1_000;

    public static void Check(AnalysedTable table, ClassedRows reached, DocumentObject document)
    {
        var earlier = new EarlierRows(table.Index, reached.Count);
        var found = new List<int>();
        var example = new int[reached.Columns.Length];
        int count = 0;
        for (int row = 1; row < reached.Count && count < MostCounted; row++)
        {
            earlier.FindMeeting(reached, row, found);
            foreach (int other in found)
            {
                if (!Meet(reached, other, row, example)) continue;
                if (++count <= MostTold) Tell(table, document, other, row, example);
            }
        }
        if (count <= MostTold) return;
        string more = count < MostCounted ? $"{count - MostTold}" : $"at least {MostCounted - MostTold}";
        document.Fail("rows", $"{more} more pairs of rows match at once");
    }

    private static bool Meet(ClassedRows reached, int one, int other, int[] example)
    {
        for (int column = 0; column < example.Length; column++)
        {
            example[column] = ClassSets.FirstCommon(reached.SetOf(column, one), reached.SetOf(column, other));
            if (example[column] < 0) return false;
        }
        return true;
    }

    private static void Tell(AnalysedTable table, DocumentObject document, int one, int other, int[] example) => document.Fail(
        $"rows[{other}]",
        $"{table.Rows.NameOf(one)} and {table.Rows.NameOf(other)} both match {table.Example(example)}; in a unique table only one row may match");
}
