using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Scoring;

/// <summary>Reads the bins of one characteristic and holds them to cover every value exactly once.</summary>
internal static class ScorecardBinReader
{
    // More bins than this cannot each hold the few per cent of a sample that a bin needs.
    private const int MostBins = 64;
    private const double MostPoints = 10_000;
    private const double MostRows = 1e12;

    internal static IReadOnlyList<ScorecardBin> Read(DocumentObject characteristic, FeatureDefinition? feature)
    {
        int mistakesBefore = characteristic.Errors.All.Count;
        IReadOnlyList<DocumentObject> items = characteristic.Children("bins", MostBins);
        ScorecardBin[] bins = [.. items.Select(ReadBin)];
        // Bins that could not be read would only be reported again as gaps.
        if (feature is null || characteristic.Errors.All.Count > mistakesBefore) return bins;
        if (bins.Count(bin => bin.Kind == BinKind.Missing) != 1) characteristic.Fail("bins", "must hold exactly one bin with missing: true");
        if (feature.Type == FeatureType.Number) CheckNumbers(characteristic, items, bins);
        else CheckCategories(characteristic, items, bins, CategoriesOf(feature));
        return bins;
    }

    /// <summary>A flag is the two categories "false" and "true", at the indices that the vector holds.</summary>
    internal static IReadOnlyList<string> CategoriesOf(FeatureDefinition feature) =>
        feature.Type == FeatureType.Flag ? ["false", "true"] : feature.Categories;

    private static ScorecardBin ReadBin(DocumentObject item)
    {
        BinKind kind = KindOf(item);
        bool isRange = kind == BinKind.Range;
        double? from = isRange ? item.OptionalNumber("from", double.MinValue, double.MaxValue) : null;
        double? below = isRange ? item.OptionalNumber("below", double.MinValue, double.MaxValue) : null;
        var bin = new ScorecardBin(
            kind,
            isRange ? from ?? double.NegativeInfinity : double.NaN,
            isRange ? below ?? double.PositiveInfinity : double.NaN,
            kind == BinKind.Values ? item.Texts("values", FeatureCatalog.MostCategories) : [],
            kind == BinKind.Special ? item.Number("special", double.MinValue, double.MaxValue) : double.NaN,
            item.Number("points", -MostPoints, MostPoints),
            ReadEvidence(item));
        if (kind == BinKind.Missing && !item.Flag("missing")) item.Fail("missing", "can only be true");
        if (kind == BinKind.Otherwise && !item.Flag("otherwise")) item.Fail("otherwise", "can only be true");
        item.Close();
        return bin;
    }

    private static BinKind KindOf(DocumentObject item)
    {
        var kinds = new List<BinKind>();
        if (item.Has("from") || item.Has("below")) kinds.Add(BinKind.Range);
        if (item.Has("values")) kinds.Add(BinKind.Values);
        if (item.Has("otherwise")) kinds.Add(BinKind.Otherwise);
        if (item.Has("special")) kinds.Add(BinKind.Special);
        if (item.Has("missing")) kinds.Add(BinKind.Missing);
        if (kinds.Count > 1) item.Errors.Add(item.Path, $"is {string.Join(" and ", kinds.Select(SnakeCase.Of))} at once; a bin is one of them");
        // A bin without a condition is the whole line of numbers.
        return kinds.Count == 0 ? BinKind.Range : kinds[0];
    }

    private static BinEvidence? ReadEvidence(DocumentObject item)
    {
        if (!item.Has("count")) return null;
        long count = item.WholeLong("count", 0, (long)MostRows);
        return new BinEvidence(count, item.WholeLong("bad", 0, count), item.Number("woe", -100, 100));
    }

    private static void CheckNumbers(DocumentObject characteristic, IReadOnlyList<DocumentObject> items, ScorecardBin[] bins)
    {
        var specials = new HashSet<double>();
        double reached = double.NegativeInfinity;
        bool any = false;
        for (int i = 0; i < bins.Length; i++)
        {
            ScorecardBin bin = bins[i];
            if (bin.Kind is BinKind.Values or BinKind.Otherwise) items[i].Errors.Add(items[i].Path, "is a bin of categories, but the feature is a number");
            if (bin.Kind == BinKind.Special && !specials.Add(bin.Special)) items[i].Fail("special", $"{bin.Special} has a bin already");
            if (bin.Kind != BinKind.Range) continue;
            if (any && reached == double.PositiveInfinity) items[i].Errors.Add(items[i].Path, "follows a range without an upper end");
            else if (bin.From != reached) items[i].Fail("from", any ? $"must be {reached}, where the range before ends" : "must be left out in the lowest range");
            if (bin.Below <= bin.From) items[i].Fail("below", $"must be above {bin.From}");
            (reached, any) = (bin.Below, true);
        }
        if (!any) characteristic.Fail("bins", "must hold a range");
        else if (reached != double.PositiveInfinity) characteristic.Fail("bins", $"must cover every number; the last range ends at {reached}");
    }

    private static void CheckCategories(
        DocumentObject characteristic, IReadOnlyList<DocumentObject> items, ScorecardBin[] bins, IReadOnlyList<string> categories)
    {
        var open = new HashSet<string>(categories, StringComparer.Ordinal);
        for (int i = 0; i < bins.Length; i++)
        {
            if (bins[i].Kind is BinKind.Range or BinKind.Special) items[i].Errors.Add(items[i].Path, "is a bin of numbers, but the feature has categories");
            foreach (string value in bins[i].Values)
            {
                if (open.Remove(value)) continue;
                items[i].Fail("values", categories.Contains(value) ? $"\"{value}\" is in two bins" : $"\"{value}\" is not one of {string.Join(", ", categories)}");
            }
        }
        int otherwise = bins.Count(bin => bin.Kind == BinKind.Otherwise);
        if (otherwise > 1) characteristic.Fail("bins", "must hold at most one bin with otherwise: true");
        if (otherwise == 0 && open.Count > 0)
            characteristic.Fail("bins", $"must cover every category; {string.Join(", ", open.Order(StringComparer.Ordinal))} is in no bin and there is no otherwise");
    }
}
