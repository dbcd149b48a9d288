using System.Globalization;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>
/// By a feature's value: a flag's or a category's own, a number's by cut points. What may not be read of an application (no consent, too
/// old, out of range) is missing here as it is for the models.
/// </summary>
public sealed class FeatureSegmentation : Segmentation
{
    /// <summary>More cuts make a list that nobody reads.</summary>
    public const int MostCuts = 20;

    private readonly int _slot;
    private readonly double[] _cuts;
    private readonly string[] _segments;

    private FeatureSegmentation(FeatureDefinition feature, double[] cuts, string[] segments) : base(feature.Name) =>
        (_slot, _cuts, _segments) = (feature.Slot, cuts, segments);

    public override IReadOnlyList<string> Known => _segments;

    internal override bool NeedsFeatures => true;

    /// <param name="cuts">Of a number: where one segment ends and the next begins, which holds the cut itself.</param>
    /// <param name="error">What is wrong; empty when a segmentation is returned.</param>
    public static FeatureSegmentation? Create(FeatureCatalog catalog, string name, IReadOnlyList<double> cuts, out string error)
    {
        if (!catalog.TryFind(name, out FeatureDefinition feature))
        {
            error = $"no feature \"{name}\" is in the feature catalog";
            return null;
        }
        error = Objection(feature, cuts);
        return error.Length > 0 ? null : new FeatureSegmentation(feature, [.. cuts], SegmentsOf(feature, cuts));
    }

    internal override string SegmentOf(in BacktestSample sample, FeatureVector? features)
    {
        double value = features![_slot];
        if (double.IsNaN(value)) return Missing;
        if (_cuts.Length == 0) return _segments[(int)value];
        int above = 0;
        while (above < _cuts.Length && value >= _cuts[above]) above++;
        return _segments[above];
    }

    private static string Objection(FeatureDefinition feature, IReadOnlyList<double> cuts)
    {
        if (feature.Type != FeatureType.Number) return cuts.Count == 0 ? "" : $"\"{feature.Name}\" is no number and takes no cut points";
        if (cuts.Count is 0 or > MostCuts) return $"\"{feature.Name}\" is a number and needs 1 to {MostCuts} cut points, has {cuts.Count}";
        bool ascending = cuts.Zip(cuts.Skip(1)).All(pair => pair.First < pair.Second);
        return ascending && cuts.All(double.IsFinite) ? "" : $"the cut points of \"{feature.Name}\" must be finite and ascend";
    }

    private static string[] SegmentsOf(FeatureDefinition feature, IReadOnlyList<double> cuts) => feature.Type switch
    {
        FeatureType.Flag => ["false", "true"],
        FeatureType.Category => [.. feature.Categories],
        _ => [$"< {Text(cuts[0])}", .. cuts.Zip(cuts.Skip(1), (low, high) => $"[{Text(low)}, {Text(high)})"), $">= {Text(cuts[^1])}"],
    };

    private static string Text(double cut) => cut.ToString("R", CultureInfo.InvariantCulture);
}
