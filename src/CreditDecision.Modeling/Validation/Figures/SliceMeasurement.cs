using System.Globalization;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Tells the hold-out part apart by the values of a column.</summary>
internal sealed class SliceMeasurement(LabelledRows rows, ScoredRows development, ScoredRows holdOut, TestPolicy policy)
{
    internal const int MostSlices = 50;

    // Below it the rank of one row decides the figures.
    private const int LeastOfEachOutcome = 2;

    private readonly ValueGroups _scores = ValueGroups.OfNumbers(development.Pd);

    internal SliceTable Of(FairnessColumn asked)
    {
        CsvColumn column = rows.Table.Find(asked.Column)!;
        IEnumerable<IGrouping<Slice, int>> groups = Enumerable.Range(0, rows.HoldOut.Rows).GroupBy(row => SliceOf(column, asked.Cuts, rows.HoldOut.TableRows[row]));
        SliceFigures[] slices = [.. groups.OrderBy(group => group.Key.Place).ThenBy(group => group.Key.Name, StringComparer.Ordinal).Select(group => Measure(group.Key.Name, [.. group]))];
        double[] approved = [.. slices.Where(slice => slice.IsJudged).Select(slice => slice.Plain.ApprovalRate)];
        return new SliceTable(asked.Column, approved.Length < 2 || approved.Max() == 0 ? double.NaN : approved.Min() / approved.Max(), slices);
    }

    /// <summary>How many slices a column falls into, of all its rows.</summary>
    internal static int Count(CsvColumn column, IReadOnlyList<double> cuts) =>
        Enumerable.Range(0, column.IsNumber ? column.Numbers.Length : column.Codes.Length).Select(row => SliceOf(column, cuts, row).Name).Distinct().Count();

    private SliceFigures Measure(string name, int[] places)
    {
        ScoredRows part = holdOut.Only(places);
        int bads = part.IsBad.Count(bad => bad);
        bool isJudged = places.Length >= policy.LeastRows && Math.Min(bads, places.Length - bads) >= LeastOfEachOutcome;
        return new SliceFigures(name, isJudged, PlainMeasurement.Of(part, policy.CutOff), _scores.Shift(development.Pd, part.Pd, policy.ChanceConfidence));
    }

    private static Slice SliceOf(CsvColumn column, IReadOnlyList<double> cuts, int row)
    {
        if (column.TextAt(row) is not { } text) return new Slice(double.PositiveInfinity, "missing");
        if (!column.IsNumber) return new Slice(0, text);
        double value = column.Numbers[row];
        if (cuts.Count == 0) return new Slice(value, text);
        int place = 0;
        while (place < cuts.Count && value >= cuts[place]) place++;
        static string Show(double cut) => cut.ToString("R", CultureInfo.InvariantCulture);
        return new Slice(place, place == 0 ? $"below {Show(cuts[0])}" : place == cuts.Count ? $"from {Show(cuts[^1])}" : $"{Show(cuts[place - 1])} … {Show(cuts[place])}");
    }

    /// <param name="Place">Numbers stand in their order, texts in that of their letters.</param>
    private readonly record struct Slice(double Place, string Name);
}
