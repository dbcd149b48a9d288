using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Validation;

/// <summary>Binds a table to a model's inputs, outcome and parts. Every mistake goes to the errors.</summary>
public sealed class LabelledRowsBinder(CsvTable table, RowChoice choice, DocumentErrors errors)
{
    // Below it the interval of an AUC is not defined.
    private const int LeastOfEachOutcome = 2;

    /// <returns>Null when the errors hold anything.</returns>
    public LabelledRows? Bind(TestSubject subject)
    {
        bool[]? isBad = OutcomeRows.Bind(table, choice.Label, choice.BadValue, errors, out bool[] isKnown);
        int[] rows = OutcomeRows.Choose(table, isKnown, choice.OnlyRows, errors);
        if (choice.Segment.Length > 0 && table.Find(choice.Segment) is null) errors.Add("segment", $"there is no column \"{choice.Segment}\"");
        CsvColumn?[] columns = ColumnsOf(subject);
        BoundColumn?[] bound = [.. subject.Inputs.Zip(columns, (input, column) => column is null ? null : InputEncoding.Encode(input, column, table.Rows, errors))];
        if (isBad is null || errors.Any) return null;
        (int[] development, int[] holdOut) = Split(rows, isBad);
        Check("development", development, isBad);
        Check("hold-out", holdOut, isBad);
        if (errors.Any) return null;
        var identity = new DataIdentity(
            table.Name, table.Sha256, choice.Label, SplitInWords(), [.. choice.OnlyRows.Select(each => $"{each.Column} = {each.Value}")],
            table.Rows, development.Length + holdOut.Length);
        BoundInput[] inputs = [.. subject.Inputs.Zip(bound, (input, column) => new BoundInput(column!.Name, input, column.RefusedIn(rows)))];
        return new LabelledRows(identity, inputs, PartOf(development, bound!, isBad), PartOf(holdOut, bound!, isBad), choice.Segment, table);
    }

    private CsvColumn?[] ColumnsOf(TestSubject subject)
    {
        if (!choice.IsByPosition) return [.. subject.Inputs.Select(input => Named(input.Name))];
        string[] unknown = [.. choice.Exclude.Where(name => table.Find(name) is null)];
        foreach (string name in unknown) errors.Add("exclude", $"there is no column \"{name}\"");
        if (!subject.IsPositional) errors.Add("", "a scorecard or a model under its card reads features by name, never by position");
        HashSet<string> taken = [choice.Label, choice.Part, choice.Segment, .. choice.OnlyRows.Select(each => each.Column), .. choice.Exclude];
        CsvColumn?[] columns = [.. table.Columns.Where(column => !taken.Contains(column.Name))];
        if (columns.Length == subject.Inputs.Count) return columns;
        errors.Add("", $"the model reads {subject.Inputs.Count} columns by position, but {columns.Length} are left: {string.Join(", ", columns.Take(40).Select(column => column!.Name))}");
        return new CsvColumn?[subject.Inputs.Count];
    }

    private CsvColumn? Named(string name)
    {
        if (table.Find(name) is { } column) return column;
        errors.Add("columns", $"there is no column \"{name}\", which the model reads");
        return null;
    }

    private (int[] Development, int[] HoldOut) Split(int[] rows, bool[] isBad)
    {
        if (choice.Part.Length == 0) return RowSplit.Share(rows, isBad, choice.HoldOutShare, choice.Seed);
        if (table.Find(choice.Part) is not { } part)
        {
            errors.Add("part", $"there is no column \"{choice.Part}\"");
            return ([], []);
        }
        return ([.. rows.Where(row => part.TextAt(row) is { } text && text != choice.HoldOutValue)], [.. rows.Where(row => part.TextAt(row) == choice.HoldOutValue)]);
    }

    private string SplitInWords() => choice.Part.Length > 0
        ? $"{choice.Part} = {choice.HoldOutValue} is held out"
        : $"{choice.HoldOutShare.ToString("R")} of each outcome held out, seed {choice.Seed}";

    private void Check(string part, int[] rows, bool[] isBad)
    {
        int bads = rows.Count(row => isBad[row]), goods = rows.Length - bads;
        if (Math.Min(bads, goods) < LeastOfEachOutcome && errors.All.All(error => error.Path != "part"))
            errors.Add("", $"the {part} part has {goods} goods and {bads} bads; at least {LeastOfEachOutcome} of each are needed");
    }

    private LabelledPart PartOf(int[] rows, BoundColumn[] columns, bool[] isBad)
    {
        int[] ordered = [.. rows];
        Array.Sort(ordered, new RowOrder(table));
        return new LabelledPart([.. columns.Select(column => Array.ConvertAll(ordered, row => column.Values[row]))], Array.ConvertAll(ordered, row => isBad[row]), ordered);
    }

    /// <summary>By content, so that rows that compare equal can be exchanged without a trace.</summary>
    private sealed class RowOrder(CsvTable table) : IComparer<int>
    {
        public int Compare(int left, int right)
        {
            foreach (CsvColumn column in table.Columns)
            {
                int order = column.IsNumber ? column.Numbers[left].CompareTo(column.Numbers[right]) : column.Codes[left].CompareTo(column.Codes[right]);
                if (order != 0) return order;
            }
            return 0;
        }
    }
}
