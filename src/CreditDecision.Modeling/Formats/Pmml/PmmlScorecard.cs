using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>Scorecard of PMML 4.4.</summary>
internal static class PmmlScorecard
{
    private const int MostCharacteristics = 1_024;

    /// <param name="Baseline">Of characteristics that give none of their own.</param>
    private sealed record Ranking(bool Wanted, double? Baseline);

    internal static PmmlModel Read(ModelContext context)
    {
        PmmlElement element = context.Element;
        if (context.IsClassification) throw PmmlText.Refusal(element, "functionName", "a scorecard gives a number");
        // How the baselines were chosen does not change them.
        element.Ignore("baselineMethod");
        bool pointsBelow = element.Word("reasonCodeAlgorithm", "pointsBelow", ("pointsBelow", true), ("pointsAbove", false));
        double initial = element.Number("initialScore", 0);
        bool hasBaseline = element.Optional("baselineScore") is not null;
        var ranking = new Ranking(element.Truth("useReasonCodes", true), hasBaseline ? element.Number("baselineScore") : null);
        PmmlElement list = element.RequiredChild("Characteristics");
        List<PmmlElement> found = list.Children("Characteristic");
        if (found.Count is 0 or > MostCharacteristics) throw list.Refusal($"must hold from 1 to {MostCharacteristics} Characteristic, holds {found.Count}");
        PointsCharacteristic[] characteristics = [.. found.Select(characteristic => ReadCharacteristic(characteristic, ranking, context))];
        list.Done();
        int attained = context.Program.SlotRange(element, characteristics.Length);
        int partial = context.Program.SlotRange(element, characteristics.Length);
        int score = context.Program.Slot(element);
        var points = new Points(initial, characteristics, pointsBelow, attained, partial, score);
        // Reasons are ranked for the document as a whole only where its one model is the card.
        if (context.Depth == 0 && ranking.Wanted) context.Program.Scorecard = points;
        return PmmlModel.OfNumber(points, score) with { MarginNames = ["score"] };
    }

    private static PointsCharacteristic ReadCharacteristic(PmmlElement element, Ranking ranking, ModelContext context)
    {
        element.Ignore("name");
        string? code = element.Optional("reasonCode");
        double? baseline = element.Optional("baselineScore") is null ? ranking.Baseline : element.Number("baselineScore");
        if (ranking.Wanted && baseline is null) throw element.Refusal("has no baselineScore to rank its reason by");
        Origin origin = Origin.Nothing;
        var bins = new List<PointsBin>();
        foreach (PmmlElement attribute in element.Children("Attribute"))
        {
            (PointsBin bin, Origin of) = ReadBin(attribute, code, ranking, context);
            bins.Add(bin);
            origin = origin.With(of);
        }
        if (bins.Count == 0) throw element.Refusal("has no Attribute");
        element.Done();
        return new PointsCharacteristic([.. bins], baseline ?? 0, Math.Max(origin.Input, -1));
    }

    private static (PointsBin Bin, Origin Origin) ReadBin(PmmlElement element, string? code, Ranking ranking, ModelContext context)
    {
        code = element.Optional("reasonCode") ?? code;
        if (ranking.Wanted && code is null) throw element.Refusal("has no reasonCode, nor has its characteristic");
        PmmlPredicate predicate = PmmlPredicates.ReadOnly(element, context.Scope);
        PmmlExpression score = ReadScore(element, context);
        element.Done();
        int reason = ranking.Wanted ? context.Program.ReasonOf(code!) : -1;
        return (new PointsBin(predicate.Predicate, score.Value, reason), predicate.Origin.With(score.Origin));
    }

    private static PmmlExpression ReadScore(PmmlElement element, ModelContext context)
    {
        PmmlElement? complex = element.Child("ComplexPartialScore");
        if (complex is null) return new PmmlExpression(new Constant(element.Number("partialScore")), PmmlType.Double, Origin.Nothing);
        element.Ignore("partialScore");
        PmmlExpression score = PmmlExpressions.ReadOnly(complex, new ExpressionContext(context.Scope, PmmlType.Double, 0));
        if (score.Type == PmmlType.Text) throw complex.Refusal("is a text; points are needed");
        complex.Done();
        return score;
    }
}
