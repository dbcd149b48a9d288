using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Strategies.Tables.Reading;

/// <summary>
/// Reads a cell of an input: <c>any</c> or <c>-</c>, <c>missing</c>, a number or a range, a flag, a category, <c>not A</c>, <c>{ not: [A, B] }</c>,
/// or a list of values of which any may come. Mistakes are recorded with the cell's path; null then.
/// </summary>
internal static class CellReader
{
    private const string MissingWord = "missing";
    private const string NotPrefix = "not ";
    // Nobody reads a cell of more; a set that large is a category of its own in the catalog.
    private const int MostItems = 1_000;

    public static TableCell? Read(DocumentValue value, TableColumn column)
    {
        if (value.TryText(out string text) && text is "any" or "-") return TableCell.Any;
        var ranges = new List<NumberRange>();
        bool missing = false;
        bool isSound = value.IsObject ? ReadNot(value, column, ranges)
            : value.IsList ? ReadList(value, column, ranges, ref missing)
            : ReadOne(value, column, ranges, ref missing);
        if (!isSound) return null;
        var cell = new TableCell(false, missing, ranges);
        if (CanMatch(cell, column)) return cell;
        value.Fail($"can never match: {Domain(column)}");
        return null;
    }

    private static bool ReadList(DocumentValue list, TableColumn column, List<NumberRange> ranges, ref bool missing)
    {
        int count = 0;
        bool isSound = true;
        foreach (DocumentValue item in list.Items())
        {
            if (++count > MostItems) break;
            isSound &= ReadOne(item, column, ranges, ref missing);
        }
        if (count is > 0 and <= MostItems) return isSound;
        list.Fail($"must have 1 to {MostItems} values");
        return false;
    }

    private static bool ReadOne(DocumentValue value, TableColumn column, List<NumberRange> ranges, ref bool missing)
    {
        if (value.TryText(out string text) && text == MissingWord) return missing = true;
        return column.Type switch
        {
            FeatureType.Number => ReadNumber(value, ranges),
            FeatureType.Flag => ReadFlag(value, ranges),
            _ => ReadCategory(value, column, ranges),
        };
    }

    private static bool ReadNumber(DocumentValue value, List<NumberRange> ranges)
    {
        if (value.TryNumber(out double number) && NumberRange.CanBound(number))
        {
            ranges.Add(NumberRange.Of(number + 0.0));
            return true;
        }
        if (!value.TryText(out string text))
        {
            value.FailAs("must be a number, a range, missing or any");
            return false;
        }
        bool isRange = NumberRange.TryParse(text, out NumberRange range, out string why);
        if (isRange) ranges.Add(range);
        else value.Fail(why);
        return isRange;
    }

    private static bool ReadFlag(DocumentValue value, List<NumberRange> ranges)
    {
        bool isFlag = value.TryFlag(out bool flag);
        if (isFlag) ranges.Add(NumberRange.Of(flag ? 1 : 0));
        else value.FailAs("must be true, false, missing or any");
        return isFlag;
    }

    private static bool ReadCategory(DocumentValue value, TableColumn column, List<NumberRange> ranges)
    {
        // A category that is itself named so comes before the word "not".
        if (value.TryText(out string text) && IndexOf(column, text) < 0 && text.StartsWith(NotPrefix, StringComparison.Ordinal)
            && IndexOf(column, text[NotPrefix.Length..].Trim()) is >= 0 and var left)
        {
            AddAllBut(column, [left], ranges);
            return true;
        }
        int index = CategoryOf(value, column);
        if (index >= 0) ranges.Add(NumberRange.Of(index));
        return index >= 0;
    }

    private static bool ReadNot(DocumentValue value, TableColumn column, List<NumberRange> ranges)
    {
        if (column.Type != FeatureType.Category)
        {
            value.Fail($"must not be an object: only categories know not, and {column.Name} is a {column.Type.ToString().ToLowerInvariant()}");
            return false;
        }
        DocumentObject document = value.AsObject();
        int before = document.Errors.All.Count;
        var left = document.Values("not", MostItems).Select(item => CategoryOf(item, column)).ToHashSet();
        document.Close();
        if (left.Count == 0 && document.Errors.All.Count == before) document.Fail("not", "must have at least one value");
        if (left.Count == 0 || left.Contains(-1) || document.Errors.All.Count > before) return false;
        AddAllBut(column, left, ranges);
        return true;
    }

    private static void AddAllBut(TableColumn column, HashSet<int> left, List<NumberRange> ranges)
    {
        for (int index = 0; index < column.Categories.Count; index++)
            if (!left.Contains(index)) ranges.Add(NumberRange.Of(index));
    }

    private static int CategoryOf(DocumentValue value, TableColumn column)
    {
        int index = value.TryText(out string text) ? IndexOf(column, text) : -1;
        if (index < 0) value.FailAs($"must be a value of {column.Name}, which are {Known(column)}");
        return index;
    }

    private static int IndexOf(TableColumn column, string text)
    {
        for (int index = 0; index < column.Categories.Count; index++)
            if (string.Equals(column.Categories[index], text, StringComparison.Ordinal)) return index;
        return -1;
    }

    private static string Known(TableColumn column) =>
        string.Join(", ", column.Categories.Take(20)) + (column.Categories.Count > 20 ? $" and {column.Categories.Count - 20} more" : "");

    private static bool CanMatch(TableCell cell, TableColumn column) => (cell.Missing && column.MayBeMissing)
        || cell.Ranges.Any(range => column.Type != FeatureType.Number || (range.First <= column.Most && range.End > column.Least));

    private static string Domain(TableColumn column)
    {
        string missing = column.MayBeMissing ? "" : " and is never missing";
        return column.Type == FeatureType.Number
            ? $"{column.Name} goes from {column.Least:R} to {column.Most:R}{missing}"
            : $"no value of {column.Name} is left{missing}";
    }
}
