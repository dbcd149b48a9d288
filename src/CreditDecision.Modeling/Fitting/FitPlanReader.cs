using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Reads a fit document: <c>kind: scorecard_fit, id, version, purpose, target, outcome: { column, bad? }, only_rows?: [{ column, value }],
/// exclude?, characteristics?: [{ column, feature?, reason?, monotonic?, max_bins?, special?: [{ value }] }],
/// binning?: { monotonic?, min_share?, max_bins? }, scale?: { base_points, base_odds, pdo }, selection?: { min_iv?, max_correlation? },
/// test_share? | folds?, seed? }</c>.
/// </summary>
public static class FitPlanReader
{
    // Wider tables than this are cut down by their author first; nobody can defend a thousand candidates.
    private const int MostColumns = 1_000;

    /// <returns>Null when the document's errors hold anything.</returns>
    public static FitPlan? Read(DocumentObject document)
    {
        if (document.Text("kind", 32) is { Length: > 0 } kind and not "scorecard_fit") document.Fail("kind", $"must be \"scorecard_fit\", is \"{kind}\"");
        var defaults = new FitPlan();
        DocumentObject outcome = document.Child("outcome");
        var plan = new FitPlan
        {
            Id = document.Text("id", 64),
            Version = document.Text("version", 32),
            Kind = document.Choice<ModelKind>("purpose"),
            Target = document.Text("target", 300),
            Outcome = outcome.Text("column", 64),
            BadValue = outcome.Text("bad", 64, ""),
            OnlyRows = [.. document.Children("only_rows", 20, optional: true).Select(ReadCondition)],
            Exclude = document.Texts("exclude", MostColumns, optional: true),
            Binning = ReadBinning(document.OptionalChild("binning"), defaults.Binning),
            Scale = ReadScale(document.OptionalChild("scale"), defaults.Scale),
            TestShare = document.Number("test_share", 0, 0.9, document.Has("folds") ? 0 : defaults.TestShare),
            Folds = document.Whole("folds", 0, 100, 0),
            Seed = document.WholeLong("seed", long.MinValue, long.MaxValue, defaults.Seed),
        };
        outcome.Close();
        plan = ReadSelection(document.OptionalChild("selection"), plan);
        plan = plan with { Characteristics = [.. document.Children("characteristics", MostColumns, optional: true).Select(ReadCharacteristic)] };
        if (plan.Folds == 1) document.Fail("folds", "must be 0 or at least 2");
        if (plan is { Folds: > 0, TestShare: > 0 }) document.Fail("folds", "cannot stand beside test_share");
        document.Close();
        return document.Errors.Any ? null : plan;
    }

    private static RowCondition ReadCondition(DocumentObject item)
    {
        var condition = new RowCondition(item.Text("column", 64), item.Text("value", 64));
        item.Close();
        return condition;
    }

    private static PlannedCharacteristic ReadCharacteristic(DocumentObject item)
    {
        string column = item.Text("column", 64);
        string feature = item.Text("feature", 64, column);
        var planned = new PlannedCharacteristic(
            column,
            feature,
            item.Text("reason", 64, feature),
            item.Choice<MonotonicTrend>("monotonic", MonotonicTrend.Unspecified),
            item.Has("max_bins") ? item.Whole("max_bins", 2, 20) : null,
            [.. item.Children("special", 16, optional: true).Select(ReadSpecial)]);
        item.Close();
        return planned;
    }

    private static double ReadSpecial(DocumentObject item)
    {
        double value = item.Number("value", double.MinValue, double.MaxValue);
        item.Close();
        return value;
    }

    private static BinningOptions ReadBinning(DocumentObject? item, BinningOptions defaults)
    {
        if (item is null) return defaults;
        var binning = new BinningOptions(
            item.Choice<MonotonicTrend>("monotonic", defaults.Trend),
            item.Number("min_share", 0.0001, 0.5, defaults.LeastShare),
            item.Whole("max_bins", 2, 20, defaults.MostBins));
        item.Close();
        return binning;
    }

    private static PointsScale ReadScale(DocumentObject? item, PointsScale defaults)
    {
        if (item is null) return defaults;
        var scale = new PointsScale(item.Number("base_points", -100_000, 100_000), item.Number("base_odds", 1e-6, 1e6), item.Number("pdo", 0.1, 100_000));
        item.Close();
        return scale;
    }

    private static FitPlan ReadSelection(DocumentObject? item, FitPlan plan)
    {
        if (item is null) return plan;
        plan = plan with
        {
            LeastInformationValue = item.Number("min_iv", 0, 10, plan.LeastInformationValue),
            MostCorrelation = item.Number("max_correlation", 0.1, 1, plan.MostCorrelation),
        };
        item.Close();
        return plan;
    }
}
