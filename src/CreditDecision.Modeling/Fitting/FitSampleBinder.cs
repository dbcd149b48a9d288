using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Binds a table to a plan: which rows, which outcome, which column is which feature. Every mistake goes to the errors.</summary>
public sealed class FitSampleBinder(CsvTable table, FitPlan plan, DocumentErrors errors)
{
    private readonly List<DroppedColumn> _skipped = [];

    /// <param name="catalog">Null: a catalog is made up from the columns, and the scorecard serves for study only.</param>
    /// <param name="reasons">Null: likewise.</param>
    /// <returns>Null when the errors hold anything.</returns>
    public FitSample? Bind(FeatureCatalog? catalog, ReasonCatalog? reasons)
    {
        bool[]? isBad = OutcomeRows.Bind(table, plan.Outcome, plan.BadValue, errors, out bool[] isKnown);
        int[] rows = OutcomeRows.Choose(table, isKnown, plan.OnlyRows, errors);
        List<PlannedCharacteristic> planned = Planned();
        if (errors.Any || isBad is null) return null;
        catalog ??= StudyCatalog.Features(planned.Select(item => (item.Feature, table.Find(item.Column)!)));
        reasons ??= StudyCatalog.Reasons(planned.Select(item => item.Reason));
        List<FitColumn> columns = [.. planned.Select(item => BindColumn(item, catalog, reasons)).OfType<FitColumn>()];
        if (columns.Count == 0 && !errors.Any) errors.Add("", "no column is left to fit on");
        if (rows.Length < 100) errors.Add("", $"{rows.Length} rows are too few; at least 100 are needed");
        return errors.Any ? null : new FitSample(table, plan, catalog, reasons, rows, isBad, columns, _skipped);
    }

    private List<PlannedCharacteristic> Planned()
    {
        var unknown = plan.Characteristics.Select(item => item.Column).Concat(plan.Exclude).Where(name => table.Find(name) is null);
        foreach (string name in unknown) errors.Add("characteristics", $"there is no column \"{name}\"");
        if (plan.Characteristics.Count > 0) return [.. plan.Characteristics];
        var unused = new HashSet<string>([plan.Outcome, .. plan.Exclude, .. plan.OnlyRows.Select(condition => condition.Column)], StringComparer.Ordinal);
        return [.. table.Columns
            .Where(column => !unused.Contains(column.Name) && HasFewCategories(column))
            .Select(column => new PlannedCharacteristic(column.Name, column.Name, column.Name, MonotonicTrend.Unspecified, null, []))];
    }

    private bool HasFewCategories(CsvColumn column)
    {
        if (column.Categories.Count <= FeatureCatalog.MostCategories) return true;
        _skipped.Add(new DroppedColumn(column.Name, DropReason.TooManyCategories, 0));
        return false;
    }

    private FitColumn? BindColumn(PlannedCharacteristic item, FeatureCatalog catalog, ReasonCatalog reasons)
    {
        if (!reasons.TryFind(item.Reason, out _)) errors.Add("characteristics", $"\"{item.Column}\": the reason \"{item.Reason}\" is not in the reason catalog");
        if (!catalog.TryFind(item.Feature, out FeatureDefinition feature))
        {
            errors.Add("characteristics", $"\"{item.Column}\": the feature \"{item.Feature}\" is not in the feature catalog");
            return null;
        }
        if (ColumnFor(feature, table.Find(item.Column)!) is not { } column) return null;
        var binning = plan.Binning with
        {
            Trend = item.Trend == MonotonicTrend.Unspecified ? plan.Binning.Trend : item.Trend,
            MostBins = item.MostBins ?? plan.Binning.MostBins,
        };
        return new FitColumn(column, feature, item.Reason, binning, item.Specials);
    }

    /// <summary>The column in the form of its feature: numbers may stand for categories and 0 and 1 for a flag, but not text for numbers.</summary>
    private CsvColumn? ColumnFor(FeatureDefinition feature, CsvColumn column)
    {
        if (feature.Type == FeatureType.Number)
        {
            if (!column.IsNumber) errors.Add("characteristics", $"\"{column.Name}\" holds text, but \"{feature.Name}\" is a number");
            return column.IsNumber ? column : null;
        }
        bool isFlag = feature.Type == FeatureType.Flag;
        string?[] texts = [.. Enumerable.Range(0, table.Rows).Select(column.TextAt).Select(text => isFlag && text is "0" or "1" ? (text == "1" ? "true" : "false") : text)];
        string[] categories = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        IReadOnlyList<string> known = isFlag ? ["false", "true"] : feature.Categories;
        string[] unknown = [.. categories.Except(known, StringComparer.Ordinal).Take(5)];
        if (unknown.Length > 0) errors.Add("characteristics", $"\"{column.Name}\" holds {string.Join(", ", unknown)}, but \"{feature.Name}\" knows only {string.Join(", ", known.Take(40))}");
        return unknown.Length > 0 ? null : new CsvColumn(column.Name, [], [.. texts.Select(text => text is null ? -1 : Array.IndexOf(categories, text))], categories);
    }
}
