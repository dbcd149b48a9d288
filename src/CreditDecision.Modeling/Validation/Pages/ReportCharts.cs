using System.Globalization;
using System.Xml.Linq;
using CreditDecision.Modeling.Validation.Figures;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>The charts of a report.</summary>
internal static class ReportCharts
{
    // A chart with more bars cannot be read; the table holds all of them.
    private const int MostBars = 18;

    internal static IEnumerable<XElement> All(TestReport report) => [Roc(report), Ks(report.HoldOut), Calibration(report.HoldOut), Scores(report.HoldOut), Shifts(report)];

    private static XElement Roc(TestReport report)
    {
        static IEnumerable<(double X, double Y)> Points(PartFigures part) => part.Curve.Select(point => (point.GoodShare, point.BadShare)).Prepend((0, 0));
        static string Auc(string part, PartFigures figures) => string.Create(CultureInfo.InvariantCulture, $"{part}, AUC {figures.Plain.Auc:0.0000}");
        return new SvgChart("roc", "ROC curve", ChartAxis.Share("goods at or above the PD"), ChartAxis.Share("bads at or above the PD"))
            .Line([(0, 0), (1, 1)], "even")
            .Line(Points(report.Development), "other")
            .Line(Points(report.HoldOut), "main")
            .Legend(Auc("hold-out", report.HoldOut), "main")
            .Legend(Auc("development", report.Development), "other")
            .Element;
    }

    private static XElement Ks(PartFigures part)
    {
        CurvePoint widest = part.Curve.MaxBy(point => Math.Abs(point.BadShare - point.GoodShare));
        return new SvgChart("ks", "KS: cumulative shares, hold-out", ChartAxis.Share("rows, worst PD first"), ChartAxis.Share("share so far"))
            .Line([(widest.RowShare, widest.GoodShare), (widest.RowShare, widest.BadShare)], "even")
            .Line(part.Curve.Select(point => (point.RowShare, point.BadShare)).Prepend((0, 0)), "bad")
            .Line(part.Curve.Select(point => (point.RowShare, point.GoodShare)).Prepend((0, 0)), "good")
            .Legend("bads", "bad")
            .Legend("goods", "good")
            .Legend(string.Create(CultureInfo.InvariantCulture, $"KS {part.Plain.Ks:0.0000} at PD {part.KsPd:0.0000}"), "even")
            .Element;
    }

    private static XElement Calibration(PartFigures part)
    {
        GradeFigures[] grades = [.. part.Grades.Where(grade => grade.Loans > 0)];
        double most = Math.Min(1, grades.Max(grade => Math.Max(grade.MeanPd, grade.RateHigh)) * 1.05);
        var chart = new SvgChart("calibration", "Calibration by grade, hold-out", new ChartAxis("mean PD", 0, most, true), new ChartAxis("default rate with its interval", 0, most, true))
            .Line([(0, 0), (most, most)], "even");
        foreach (GradeFigures grade in grades)
            chart.Line([(grade.MeanPd, grade.RateLow), (grade.MeanPd, grade.RateHigh)], "main").Dot(grade.MeanPd, grade.DefaultRate, "main").Word(grade.MeanPd + (most * 0.015), grade.DefaultRate, grade.Grade, "start");
        return chart.Legend("as predicted", "even").Element;
    }

    private static XElement Scores(PartFigures part)
    {
        double goods = part.Plain.Rows - part.Plain.Bads, bads = part.Plain.Bads;
        IReadOnlyList<ScoreBar> bars = part.Scores;
        (double least, double most) = (bars[0].From, bars[^1].To);
        var axis = new ChartAxis("score: ln(good : bad) of the PD", least, most > least ? most : least + 1);
        var chart = new SvgChart("scores", "Score distribution, hold-out", axis, ChartAxis.UpTo("share of goods, of bads", bars.Select(bar => Math.Max(bar.Goods / goods, bar.Bads / bads)), true));
        foreach (ScoreBar bar in bars)
        {
            double to = bar.To > bar.From ? bar.To : bar.From + 1;
            chart.Bar(bar.From, to, 0, bar.Goods / goods, "good").Bar(bar.From, to, 0, bar.Bads / bads, "bad");
        }
        return chart.Legend("goods", "good").Legend("bads", "bad").Element;
    }

    private static XElement Shifts(TestReport report)
    {
        (string Name, Shift Shift)[] all = [("score", report.ScorePsi), .. report.Features.Select(feature => (feature.Feature, feature.Csi)).OrderByDescending(pair => pair.Csi.Index).Take(MostBars - 1)];
        var axis = ChartAxis.UpTo("PSI; the mark is what chance may reach", all.SelectMany(each => new[] { each.Shift.Index, each.Shift.ChanceBound }));
        var chart = new SvgChart(
            "psi", $"PSI: development to hold-out{(report.Features.Count >= MostBars ? ", the largest" : "")}", axis, new ChartAxis("", 0, all.Length, HasTicks: false));
        for (int i = 0; i < all.Length; i++)
        {
            double row = all.Length - i;
            (string name, Shift shift) = all[i];
            chart.Bar(0, shift.Index, row - 0.85, row - 0.15, i == 0 ? "main" : "other").Word(axis.Most * 0.006, row - 0.5, name, "start");
            if (double.IsFinite(shift.ChanceBound)) chart.Line([(shift.ChanceBound, row - 1), (shift.ChanceBound, row)], "even");
        }
        return chart.Element;
    }
}
