using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>Tells inputs that can come and that no row of a table matches that must be whole.</summary>
internal static class Gaps
{
    public const int MostTold = 5;

    public static void Check(AnalysedTable table, ClassedRows reached, DocumentObject document)
    {
        var told = new List<int[]>();
        bool isTold = table.Hit == HitPolicy.Unique ? FindAmongDisjoint(reached, told) : new CoverSearch(reached, told).Run();
        foreach (int[] gap in told) document.Fail("rows", Sentence(table, gap));
        if (isTold) return;
        document.Fail("rows", "has too many rows that match at once to see whether every input has a row; end with a row of any, write a default, or say complete: false");
    }

    private static bool FindAmongDisjoint(ClassedRows reached, List<int[]> told)
    {
        new DisjointSearch(reached, told).Run();
        return true;
    }

    private static string Sentence(AnalysedTable table, int[] gap)
    {
        string[] missing = [.. gap.Select((one, column) => (one, column)).Where(at => at.one == table.Classed.Columns[at.column].Missing)
            .Select(at => table.Rows.Columns[at.column].Name)];
        string remedy = missing.Length == 0
            ? "add a row, write a default, or say complete: false"
            : $"{string.Join(" and ", missing)} can be missing: add a row with a cell missing or any, write a default, or say complete: false";
        return $"no row matches {table.Example(gap)}; {remedy}";
    }
}
