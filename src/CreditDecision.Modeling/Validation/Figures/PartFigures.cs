using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>All that is told of one part, development or hold-out. NaN stands for a figure that these rows do not give.</summary>
/// <param name="Unanswered">Rows by whose score the service would not decide; they count with a PD of 1.</param>
/// <param name="AucStandardError">After DeLong.</param>
/// <param name="AucLow">Of its interval at the policy's confidence.</param>
/// <param name="KsPd">The PD at which KS is reached.</param>
/// <param name="Calibration">Over the grades.</param>
/// <param name="GradeConcentration">Of the rows in grades.</param>
/// <param name="Curve">From the worst PD to the best, thinned to what a chart shows.</param>
public sealed record PartFigures(
    PlainFigures Plain,
    long Unanswered,
    double AucStandardError,
    double AucLow,
    double AucHigh,
    double Gini,
    double KsPd,
    HosmerLemeshow Calibration,
    Concentration GradeConcentration,
    IReadOnlyList<GradeFigures> Grades,
    IReadOnlyList<TenthFigures> Tenths,
    IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<ScoreBar> Scores);

/// <summary>What is told of any set of rows; the figures that stress and slices are compared by.</summary>
/// <param name="Bads">Weighted where a shock changed the odds.</param>
/// <param name="Auc">NaN where only one outcome occurs, as is <paramref name="Ks"/>.</param>
/// <param name="ApprovalRate">Share of rows with a PD below the cut-off.</param>
public readonly record struct PlainFigures(
    double Rows, double Bads, double DefaultRate, double MeanPd, double ApprovalRate, double Auc, double Ks, double Brier, double LogLoss)
{
    /// <summary>How far mean PD and default rate are apart.</summary>
    public double CalibrationGap => Math.Abs(MeanPd - DefaultRate);

    /// <summary>What became of each figure.</summary>
    internal PlainChanges To(PlainFigures later) => new(
        later.DefaultRate - DefaultRate, later.MeanPd - MeanPd, later.ApprovalRate - ApprovalRate, later.Auc - Auc, later.Ks - Ks,
        later.Brier - Brier, later.LogLoss - LogLoss, later.CalibrationGap - CalibrationGap);
}

/// <summary>Later less earlier, each.</summary>
public readonly record struct PlainChanges(
    double DefaultRate, double MeanPd, double ApprovalRate, double Auc, double Ks, double Brier, double LogLoss, double CalibrationGap);

/// <summary>Predicted and actual defaults of a grade; the figures but the name are NaN or 0 where it has no rows.</summary>
/// <param name="Below">PD, exclusive; the last grade's is 1.</param>
/// <param name="RateLow">Of the interval of the default rate after Jeffreys, at the policy's confidence.</param>
/// <param name="Binomial">One-sided: a small value says that the PD is too low; so the next two.</param>
public sealed record GradeFigures(
    string Grade, double Below, long Loans, long Defaults, double DefaultRate, double MeanPd, double RateLow, double RateHigh,
    double Binomial, double Jeffreys, double Z);

/// <summary>A tenth of the rows by PD, worst first.</summary>
public sealed record TenthFigures(long Rows, long Bads, double BadRate, double MeanPd, double Lift, double Gain);

/// <summary>What lies at or above a PD.</summary>
/// <param name="BadShare">Of all bads.</param>
/// <param name="GoodShare">Of all goods.</param>
/// <param name="RowShare">Of all rows.</param>
public readonly record struct CurvePoint(double Pd, double BadShare, double GoodShare, double RowShare);

/// <summary>Rows whose score, ln(good : bad) of the PD, lies in a range.</summary>
public readonly record struct ScoreBar(double From, double To, long Goods, long Bads);
