using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies.Tables.Analysis;

/// <summary>Tells the rows of a collecting table that say again what a row before says: their numbers would count twice.</summary>
internal static class RepeatedRows
{
    private const int MostTold = 10;

    public static void Check(AnalysedTable table, DocumentObject document)
    {
        int outputs = table.Values.Length / table.Rows.Count;
        var seen = new Dictionary<RowContent, int>();
        int count = 0;
        for (int row = 0; row < table.Rows.Count; row++)
        {
            var content = new RowContent(table, row, outputs);
            if (seen.TryAdd(content, row)) continue;
            if (++count <= MostTold)
                document.Fail($"rows[{row}]", $"{table.Rows.NameOf(row)} says the same as {table.Rows.NameOf(seen[content])}, and both would count");
        }
        if (count > MostTold) document.Fail("rows", $"{count - MostTold} more rows say the same as a row before");
    }

    private readonly struct RowContent(AnalysedTable table, int row, int outputs) : IEquatable<RowContent>
    {
        private readonly int _row = row;

        private ReadOnlySpan<double> Values => table.Values.AsSpan(_row * outputs, outputs);

        public bool Equals(RowContent other)
        {
            foreach (int[] cells in table.Rows.CellOf)
                if (cells[_row] != cells[other._row]) return false;
            return Values.SequenceEqual(other.Values);
        }

        public override bool Equals(object? obj) => obj is RowContent other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (int[] cells in table.Rows.CellOf) hash.Add(cells[_row]);
            foreach (double value in Values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
