using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables.Analysis;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables.Reading;

/// <summary>Reads a table whole, and then asks of it what no single cell shows: rows that meet, gaps, rows that never answer.</summary>
internal static class TableReader
{
    public static DecisionTable? Read(DocumentObject document, Func<DocumentObject, TableColumn?> resolveInput, EvaluationForm form)
    {
        int before = document.Errors.All.Count;
        string id = Id(document);
        HitPolicy hit = document.Choice<HitPolicy>("hit");
        bool mustBeWhole = MustBeWhole(document);
        TableColumn?[] columns = Inputs(document, resolveInput);
        OutputReader[] outputs = Outputs(document, hit);
        var rows = new RowReader(columns, outputs);
        foreach (DocumentValue row in Rows(document)) rows.Read(row);
        double[]? otherwise = Default(document, outputs);
        document.Close();
        // What is no object at all was reported before it came here, and has no columns.
        if (HasMistakes(document, before) || columns.Length == 0) return null;

        TableRows written = rows.Rows();
        double[] values = rows.Values();
        var classed = ClassedRows.Of(written);
        var index = new RowIndex(classed);
        TableAnalysis.Check(new AnalysedTable(written, classed, index, values, hit, mustBeWhole), document);
        if (HasMistakes(document, before)) return null;
        TableOutput[] answers = [.. outputs.Select(output => output.Output())];
        // The written cells are what a look at row after row reads; the index has its own.
        return form == EvaluationForm.Plain
            ? new DecisionTable(id, hit, written, answers, values, otherwise, null)
            : new DecisionTable(id, hit, written with { Cells = [] }, answers, values, otherwise, index);
    }

    // Beyond the most that are recorded, a further mistake would not be counted.
    private static bool HasMistakes(DocumentObject document, int before) =>
        document.Errors.All.Count > before || document.Errors.All.Count >= DocumentErrors.Most;

    private static string Id(DocumentObject document)
    {
        string id = document.Text("id", 64);
        if (!id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            document.Fail("id", $"must be small letters, digits and dashes, is \"{id}\"");
        return id;
    }

    private static bool MustBeWhole(DocumentObject document)
    {
        bool complete = document.Flag("complete", true);
        bool hasDefault = document.Has("default");
        if (hasDefault && document.Has("complete")) document.Fail("complete", "must not be written beside default, which answers where no row does");
        return complete && !hasDefault;
    }

    private static TableColumn?[] Inputs(DocumentObject document, Func<DocumentObject, TableColumn?> resolveInput)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<TableColumn?>();
        foreach (DocumentObject item in NotNone(document, "inputs", document.Children("inputs", DecisionTable.MostInputs)))
        {
            TableColumn? column = resolveInput(item);
            item.Close();
            if (column is not null && !names.Add(column.Name)) item.Fail("name", $"\"{column.Name}\" is an input already");
            columns.Add(column);
        }
        return [.. columns];
    }

    private static OutputReader[] Outputs(DocumentObject document, HitPolicy hit)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var outputs = new List<OutputReader>();
        foreach (DocumentObject item in NotNone(document, "outputs", document.Children("outputs", DecisionTable.MostOutputs)))
        {
            OutputReader output = OutputReader.Read(item, hit);
            if (output.Name.Length > 0 && !names.Add(output.Name)) item.Fail("name", $"\"{output.Name}\" is an output already");
            outputs.Add(output);
        }
        return [.. outputs];
    }

    private static IReadOnlyList<DocumentValue> Rows(DocumentObject document) =>
        NotNone(document, "rows", document.Values("rows", DecisionTable.MostRows));

    private static IReadOnlyList<T> NotNone<T>(DocumentObject document, string key, IReadOnlyList<T> items)
    {
        if (items.Count == 0 && document.Has(key)) document.Fail(key, "must have at least one item");
        return items;
    }

    // Read after the rows, whose texts come first; its own values stand behind theirs.
    private static double[]? Default(DocumentObject document, OutputReader[] outputs)
    {
        if (!document.Has("default")) return null;
        IReadOnlyList<DocumentValue> cells = document.Values("default", DecisionTable.MostOutputs);
        if (cells.Count != outputs.Length)
        {
            document.Fail("default", $"must have {outputs.Length} values, one for each output, has {cells.Count}");
            return null;
        }
        for (int output = 0; output < outputs.Length; output++) outputs[output].Add(cells[output]);
        return [.. outputs.Select(output => output.Values[^1])];
    }
}
