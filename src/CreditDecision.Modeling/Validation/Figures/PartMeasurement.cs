using CreditDecision.Core.Statistics;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Measures one part of the rows.</summary>
internal static class PartMeasurement
{
    // Of a curve: no screen shows more, and a report stays readable.
    private const int MostPoints = 200;
    private const int Bars = 24;

    // Beyond it, a score is a certainty; a chart to ±34 would show nothing else.
    private const double MostScore = 8;

    internal static PartFigures Of(ScoredRows rows, GradeScale scale, TestPolicy policy)
    {
        var auc = AucUncertainty.Of(rows.Ranks, rows.IsBad);
        (double low, double high) = auc.Interval(policy.Confidence);
        var curve = RankingCurve.Of(rows.Ranks, rows.IsBad);
        GradeFigures[] grades = scale.Figures(rows, policy.Confidence);
        return new PartFigures(
            PlainMeasurement.Of(rows, policy.CutOff),
            rows.Unanswered,
            auc.StandardError,
            low,
            high,
            (2 * auc.Auc) - 1,
            -curve.Ks.Score,
            HosmerLemeshow.Of(GradeScale.Outcomes(grades)),
            Concentration.Of([.. grades.Select(grade => (double)grade.Loans)]),
            grades,
            TenthsOf(rows),
            Thinned(curve),
            ScoresOf(rows));
    }

    private static TenthFigures[] TenthsOf(ScoredRows rows)
    {
        double[] worstFirst = [.. rows.Pd.OrderDescending()];
        int from = 0;
        var tenths = new List<TenthFigures>();
        foreach (GainsPart part in RankingCurve.Gains(rows.Ranks, rows.IsBad))
        {
            double sum = 0;
            for (int i = 0; i < part.Rows; i++) sum += worstFirst[from + i];
            from += (int)part.Rows;
            tenths.Add(new TenthFigures(part.Rows, part.Bads, part.BadRate, sum / part.Rows, part.Lift, part.Gain));
        }
        return [.. tenths];
    }

    private static CurvePoint[] Thinned(RankingCurve curve)
    {
        double all = curve.Goods + curve.Bads;
        var points = new List<CurvePoint>();
        double next = 0;
        foreach (RankingPoint point in curve.Points)
        {
            double share = ((point.BadShare * curve.Bads) + (point.GoodShare * curve.Goods)) / all;
            // A hair's breadth below the step, so that the last point, whose share is rounded, is always there.
            if (share < next - 1e-9) continue;
            points.Add(new CurvePoint(-point.Score, point.BadShare, point.GoodShare, share));
            next = Math.Min(1, Math.Floor((share * MostPoints) + 1) / MostPoints);
        }
        return [.. points];
    }

    private static ScoreBar[] ScoresOf(ScoredRows rows)
    {
        double[] scores = Array.ConvertAll(rows.Pd, pd => Math.Clamp(Math.Log((1 - pd) / pd), -MostScore, MostScore));
        (double least, double most) = (scores.Min(), scores.Max());
        int count = most > least ? Bars : 1;
        double width = (most - least) / count;
        (long[] goods, long[] bads) = (new long[count], new long[count]);
        for (int i = 0; i < scores.Length; i++)
        {
            int bar = width > 0 ? Math.Min(count - 1, (int)((scores[i] - least) / width)) : 0;
            if (rows.IsBad[i]) bads[bar]++;
            else goods[bar]++;
        }
        return [.. Enumerable.Range(0, count).Select(bar => new ScoreBar(least + (bar * width), least + ((bar + 1) * width), goods[bar], bads[bar]))];
    }
}
