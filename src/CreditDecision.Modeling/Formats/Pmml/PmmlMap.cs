using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>MapValues: the output of the row of a table that equals the arguments.</summary>
internal static class PmmlMap
{
    // A table by post code of a large country.
    private const int MostRows = 65_536;

    private const int MostColumns = 8;

    internal static PmmlExpression Read(PmmlElement element, ExpressionContext context)
    {
        List<PmmlElement> pairs = element.Children("FieldColumnPair");
        if (pairs.Count is 0 or > MostColumns) throw element.Refusal($"must have from 1 to {MostColumns} FieldColumnPair, has {pairs.Count}");
        Field[] fields = [.. pairs.Select(pair => context.Scope.Resolve(pair, "field"))];
        string[] columns = [.. pairs.Select(pair => pair.Required("column"))];
        foreach (PmmlElement pair in pairs) pair.Done();
        PmmlType type = PmmlTables.ResultType(element, context);
        string output = element.Required("outputColumn");
        double Value(PmmlElement at, string text) =>
            type == PmmlType.Text ? context.Program.Texts.CodeOf(text) : PmmlTypes.Parse(at, type, text);
        double otherwise = element.Optional("defaultValue") is { } text ? Value(element, text) : double.NaN;

        var arguments = new List<double[]>();
        var values = new List<double>();
        foreach (Dictionary<string, string> row in InlineTable.Read(element.RequiredChild("InlineTable"), MostRows))
        {
            string Cell(string column) => InlineTable.Cell(row, column) ?? throw element.Refusal($"has a row without {PmmlText.Shortened(column)}");
            arguments.Add([.. fields.Select((field, i) => field.Literal(element, Cell(columns[i]), context.Program))]);
            values.Add(Value(element, Cell(output)));
        }
        Expression lookup = Lookup(element, fields, arguments, values, otherwise);
        Origin origin = fields.Aggregate(Origin.Nothing, (all, field) => all.With(field.Origin)) with { Categories = [] };
        var plain = new PmmlExpression(lookup, type, origin);
        return plain with { Value = PmmlExpressions.Replaced(element, "mapMissingTo", plain, context.Program) };
    }

    private static TableLookup Lookup(
        PmmlElement element, Field[] fields, List<double[]> arguments, List<double> values, double otherwise)
    {
        var columns = new TableColumn[fields.Length];
        long stride = 1;
        for (int c = 0; c < fields.Length; c++)
        {
            double[] known = [.. arguments.Select(row => row[c]).Distinct().Order()];
            columns[c] = new TableColumn(fields[c].Slot, known, stride);
            // Each is at most the number of rows, 2^16; four such columns would already leave 63 bits.
            if (Math.BigMul((ulong)stride, (ulong)Math.Max(known.Length, 1), out ulong low) != 0 || low > long.MaxValue)
                throw element.Refusal("has too many columns of too many different values");
            stride = (long)low;
        }
        var byKey = new SortedDictionary<long, double>();
        for (int row = 0; row < values.Count; row++)
        {
            double[] arguments_ = arguments[row];
            long key = columns.Select((column, c) => Array.BinarySearch(column.Known, arguments_[c]) * column.Stride).Sum();
            if (!byKey.TryAdd(key, values[row]) && byKey[key] != values[row])
                throw element.Refusal("gives the same arguments two different outputs");
        }
        return new TableLookup(columns, [.. byKey.Keys], [.. byKey.Values], otherwise);
    }
}
