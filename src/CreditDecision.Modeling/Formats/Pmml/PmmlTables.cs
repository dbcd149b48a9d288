using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>NormContinuous and Discretize.</summary>
internal static class PmmlTables
{
    // More points or bins than a person or a binning tool makes; a row's scoring walks them one by one.
    private const int MostPoints = 4_096;

    internal static PmmlExpression ReadLine(PmmlElement element, ExpressionContext context)
    {
        Field field = NumberField(element, context);
        OutlierTreatment outliers = MiningSchema.Outliers(element);
        List<PmmlElement> points = element.Children("LinearNorm");
        if (points.Count is < 2 or > MostPoints) throw element.Refusal($"must have from 2 to {MostPoints} LinearNorm, has {points.Count}");
        double[] from = [.. points.Select(point => point.Number("orig"))];
        double[] to = [.. points.Select(point => point.Number("norm"))];
        for (int i = 1; i < from.Length; i++)
            if (!(from[i] > from[i - 1])) throw points[i].Refusal("must lie above the point before it");
        foreach (PmmlElement point in points) point.Done();
        var plain = new PmmlExpression(new PiecewiseLine(field.Slot, from, to, outliers), PmmlType.Double, field.Origin);
        return plain with { Value = PmmlExpressions.Replaced(element, "mapMissingTo", plain, context.Program) };
    }

    internal static PmmlExpression ReadBins(PmmlElement element, ExpressionContext context)
    {
        Field field = NumberField(element, context);
        List<PmmlElement> bins = element.Children("DiscretizeBin");
        if (bins.Count > MostPoints) throw element.Refusal($"has more than {MostPoints} bins");
        PmmlType type = ResultType(element, context);
        double Value(PmmlElement at, string? text) => text is null ? double.NaN
            : type == PmmlType.Text ? context.Program.Texts.CodeOf(text) : PmmlTypes.Parse(at, type, text);
        var intervals = new List<Interval>(bins.Count);
        var values = new List<double>(bins.Count);
        foreach (PmmlElement bin in bins)
        {
            values.Add(Value(bin, bin.Required("binValue")));
            intervals.Add(DataDictionary.ReadInterval(bin.RequiredChild("Interval")));
            bin.Done();
        }
        var plain = new PmmlExpression(
            new Discretization(field.Slot, [.. intervals], [.. values], Value(element, element.Optional("defaultValue"))),
            type, field.Origin with { Categories = [] });
        return plain with { Value = PmmlExpressions.Replaced(element, "mapMissingTo", plain, context.Program) };
    }

    /// <summary>The table's own type, else the one that is wanted of it.</summary>
    internal static PmmlType ResultType(PmmlElement element, ExpressionContext context) =>
        element.Optional("dataType") is not null ? PmmlTypes.Read(element) : context.Wanted == 0 ? PmmlType.Text : context.Wanted;

    private static Field NumberField(PmmlElement element, ExpressionContext context)
    {
        Field field = context.Scope.Resolve(element, "field");
        return field.IsText ? throw PmmlText.Refusal(element, "field", "is a text; a number is needed") : field;
    }
}
