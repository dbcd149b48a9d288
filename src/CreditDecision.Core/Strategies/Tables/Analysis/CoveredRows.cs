using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>
/// Tells the rows of a first-hit table that can never answer because one earlier row matches whatever they match. Rows that only several earlier
/// ones together cover are not found: harmless, and to ask for them costs more than it tells.
/// </summary>
internal static class CoveredRows
{
    private const int MostTold = 10;
    private const int MostCounted = 1_000;
    // Only many lists of interleaved values come near it; what is left unasked then is a hint less, not a wrong answer.
    private const long MostLooks = 50_000_000;

    public static void Check(AnalysedTable table, ClassedRows reached, DocumentObject document)
    {
        var earlier = new EarlierRows(table.Index, reached.Count);
        var found = new List<int>();
        int count = 0;
        long looks = 0;
        for (int row = 1; row < reached.Count && count < MostCounted && looks < MostLooks; row++)
        {
            earlier.FindHolding(reached, row, found);
            int holder = FindHolder(reached, found, row, ref looks);
            if (holder < 0) continue;
            if (++count <= MostTold) Tell(table, document, holder, row);
        }
        if (count > MostTold) document.Fail("rows", $"{(count < MostCounted ? "" : "at least ")}{count - MostTold} more rows can never answer");
    }

    private static int FindHolder(ClassedRows reached, List<int> candidates, int row, ref long looks)
    {
        foreach (int other in candidates)
        {
            looks++;
            if (Holds(reached, other, row)) return other;
        }
        return -1;
    }

    private static bool Holds(ClassedRows reached, int outer, int inner)
    {
        for (int column = 0; column < reached.Columns.Length; column++)
            if (!ClassSets.Contains(reached.SetOf(column, outer), reached.SetOf(column, inner))) return false;
        return true;
    }

    private static void Tell(AnalysedTable table, DocumentObject document, int holder, int row) => document.Fail(
        $"rows[{row}]",
        $"{table.Rows.NameOf(row)} can never answer: {table.Rows.NameOf(holder)} comes first and matches everything that it matches");
}
