using System.Globalization;
using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>
/// ModelVerification of PMML 4.4: rows with the answers that the producer's own library gave. A model that answers otherwise is refused.
/// </summary>
internal static class PmmlVerification
{
    // Producers embed a handful to a few hundred; of more, the first say as much, in bounded time.
    private const int MostRows = 1_000;

    /// <param name="Slot">Of an input to be given, or of a result to be met.</param>
    private sealed record Column(PmmlElement Element, string Name, int Slot, Intake? Input, bool IsText, double Precision, double Zero);

    internal static void Check(PmmlElement element, ProgramModel compiled, PmmlModel model, Mining mining, PmmlProgram program)
    {
        element.Ignore("recordCount", "fieldCount");
        PmmlElement fields = element.RequiredChild("VerificationFields");
        var inputs = mining.Intakes.ToDictionary(intake => intake.Name, StringComparer.Ordinal);
        List<Column> columns = [.. fields.Children("VerificationField").Select(field => ReadColumn(field, inputs, model, mining)).OfType<Column>()];
        fields.Done();
        PmmlElement table = element.RequiredChild("InlineTable");
        element.Done();
        int number = 0;
        foreach (Dictionary<string, string> row in InlineTable.Read(table, int.MaxValue).Take(MostRows))
            CheckRow(table, ++number, row, columns, compiled, program);
    }

    private static Column? ReadColumn(PmmlElement field, Dictionary<string, Intake> inputs, PmmlModel model, Mining mining)
    {
        string name = field.Required("field");
        string column = field.Optional("column") ?? name;
        double precision = field.Number("precision", 1e-6);
        double zero = field.Number("zeroThreshold", 1e-16);
        field.Done();
        if (inputs.TryGetValue(name, out Intake? input)) return new Column(field, column, input.From, input, input.Categories is not null, precision, zero);
        if (model.Answers.FirstOrDefault(named => named.Name == name) is { } result)
            return new Column(field, column, result.Slot, null, result.IsText, precision, zero);
        // A name of something that is computed beside the score, such as an entity's.
        return name == mining.Target ? new Column(field, column, model.Value, null, model.IsClassification, precision, zero) : null;
    }

    private static void CheckRow(
        PmmlElement table, int number, Dictionary<string, string> cells, List<Column> columns, ProgramModel compiled, PmmlProgram program)
    {
        var row = new double[compiled.Inputs.Count];
        Array.Fill(row, double.NaN);
        foreach (Column column in columns)
            if (column.Input is { } input && InlineTable.Cell(cells, column.Name) is { } text) row[column.Slot] = ValueOf(column, input, text);
        Frame frame = compiled.Run(row, new double[compiled.Slots]);
        foreach (Column column in columns)
        {
            if (column.Input is not null || InlineTable.Cell(cells, column.Name) is not { } text) continue;
            double actual = frame.Invalid ? double.NaN : frame[column.Slot];
            double expected = column.IsText ? program.Texts.CodeOf(text) : PmmlTypes.Parse(column.Element, PmmlType.Double, text);
            if (!Agrees(column, expected, actual))
                throw table.Refusal($"row {number}: {column.Name} must be {PmmlText.Shortened(text)}, "
                    + (column.IsText ? "is another" : $"is {actual.ToString("R", CultureInfo.InvariantCulture)}"));
        }
    }

    private static double ValueOf(Column column, Intake input, string text)
    {
        if (input.Categories is null) return PmmlTypes.Parse(column.Element, input.Rules.ZeroAndOneOnly ? PmmlType.Truth : PmmlType.Double, text);
        int index = input.Categories.IndexOf(text);
        return index >= 0 ? index : Core.Scoring.ModelInput.UnknownCategory;
    }

    private static bool Agrees(Column column, double expected, double actual)
    {
        if (column.IsText) return expected == actual;
        if (Math.Abs(expected) <= column.Zero) return Math.Abs(actual) <= column.Zero;
        return Math.Abs(actual - expected) <= column.Precision * Math.Abs(expected);
    }
}
