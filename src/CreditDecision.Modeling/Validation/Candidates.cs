using CreditDecision.Modeling.Validation.Figures;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation;

/// <summary>A value that a threshold may fall on.</summary>
/// <param name="At">Whose it is; empty where there is only one.</param>
/// <param name="LeastBound">What chance alone may reach: an upper bound is not held below it.</param>
internal readonly record struct Candidate(double Value, string At = "", double LeastBound = double.NegativeInfinity);

/// <summary>Finds the values of a metric in a report.</summary>
internal static class Candidates
{
    internal static IEnumerable<Candidate> Of(TestMetric metric, TestReport report) => metric switch
    {
        >= TestMetric.BinomialP and <= TestMetric.ZP => OfGrades(metric, report.HoldOut.Grades),
        TestMetric.ScorePsi => [OfShift(report.ScorePsi, "")],
        TestMetric.FeatureCsi => report.Features.Select(feature => OfShift(feature.Csi, feature.Feature)),
        TestMetric.InformationValue => report.Features.Select(feature => new Candidate(feature.InformationValue, feature.Feature)),
        TestMetric.MissingAucChange => report.Missing.Select(each => new Candidate(each.Change.Auc, each.Feature)),
        TestMetric.MissingMeanPdChange => report.Missing.Select(each => new Candidate(each.Change.MeanPd, each.Feature)),
        TestMetric.ApprovalRatio => report.Fairness.Select(table => new Candidate(table.ApprovalRatio, table.Column)),
        TestMetric.GroupAuc or TestMetric.GroupCalibrationGap => report.Fairness.SelectMany(table => OfSlices(metric, table)),
        TestMetric.SegmentAuc or TestMetric.SegmentPsi or TestMetric.SegmentCalibrationGap => report.Segments is null ? [] : OfSlices(metric, report.Segments),
        _ => [new Candidate(OfWhole(metric, report))],
    };

    private static double OfWhole(TestMetric metric, TestReport report) => metric switch
    {
        TestMetric.Rows => report.HoldOut.Plain.Rows,
        TestMetric.Bads => report.HoldOut.Plain.Bads,
        TestMetric.Auc => report.HoldOut.Plain.Auc,
        TestMetric.AucLow => report.HoldOut.AucLow,
        TestMetric.Gini => report.HoldOut.Gini,
        TestMetric.Ks => report.HoldOut.Plain.Ks,
        TestMetric.Brier => report.HoldOut.Plain.Brier,
        TestMetric.LogLoss => report.HoldOut.Plain.LogLoss,
        TestMetric.TopLift => report.HoldOut.Tenths[0].Lift,
        TestMetric.AucChange => report.HoldOut.Plain.Auc - report.Development.Plain.Auc,
        TestMetric.CalibrationGap => report.HoldOut.Plain.CalibrationGap,
        TestMetric.HosmerLemeshowP => report.HoldOut.Calibration.P,
        TestMetric.GradeConcentration => report.HoldOut.GradeConcentration.Normalised,
        TestMetric.GradeOrder => report.GradeStability.Order,
        TestMetric.GradeAgreement => report.GradeStability.Spearman,
        TestMetric.UnansweredShare => report.HoldOut.Unanswered / report.HoldOut.Plain.Rows,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "is no metric"),
    };

    private static IEnumerable<Candidate> OfGrades(TestMetric metric, IEnumerable<GradeFigures> grades) => grades.Where(grade => grade.Loans > 0).Select(grade => new Candidate(
        metric switch { TestMetric.BinomialP => grade.Binomial, TestMetric.JeffreysP => grade.Jeffreys, _ => grade.Z }, grade.Grade));

    private static IEnumerable<Candidate> OfSlices(TestMetric metric, SliceTable table) => table.Slices.Where(slice => slice.IsJudged).Select(slice => metric switch
    {
        TestMetric.GroupAuc or TestMetric.SegmentAuc => new Candidate(slice.Plain.Auc, $"{table.Column} = {slice.Value}"),
        TestMetric.SegmentPsi => OfShift(slice.Psi, $"{table.Column} = {slice.Value}"),
        _ => new Candidate(slice.Plain.CalibrationGap, $"{table.Column} = {slice.Value}"),
    });

    private static Candidate OfShift(Shift shift, string at) => new(shift.Index, at, double.IsNaN(shift.ChanceBound) ? double.NegativeInfinity : shift.ChanceBound);
}
