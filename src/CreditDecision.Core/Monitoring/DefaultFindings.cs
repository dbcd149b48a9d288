using System.Globalization;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Core.Monitoring;

/// <summary>What may be said of a default rate. The numbers are the API's.</summary>
public enum DefaultVerdict
{
    Unspecified = 0,
    /// <summary>The window of some of its loans runs still.</summary>
    NotMature = 1,
    /// <summary>Of too many loans it is not known what became of them.</summary>
    NotObserved = 2,
    /// <summary>No PD was predicted that could be tested.</summary>
    NotPredicted = 3,
    /// <summary>Fewer loans than the policy asks for.</summary>
    TooFew = 4,
    /// <summary>As predicted, or better.</summary>
    AsPredicted = 5,
    Warn = 6,
    Breach = 7,
}

/// <summary>Loans that are judged together.</summary>
/// <param name="Rate">Its vintage is the default for all vintages, its grade empty for all grades.</param>
/// <param name="Calibration">Null before the verdict.</param>
/// <param name="Expected">Of the loans of which a PD was predicted, the sum of those; NaN where there are none.</param>
public sealed record DefaultFinding(DefaultRate Rate, DefaultVerdict Verdict, GradeCalibration? Calibration, double Expected);

/// <summary>
/// Actual default rates of approved loans against what was predicted (A40). By the Jeffreys test each grade is judged over all vintages and each
/// vintage over all grades; cells of one vintage and one grade are told with their tests but raise nothing, because of dozens some are always out.
/// </summary>
/// <param name="HosmerLemeshow">Over the judged grades; null where there are none.</param>
public sealed record DefaultFindings(
    IReadOnlyList<DefaultFinding> Cells, IReadOnlyList<DefaultFinding> Grades, IReadOnlyList<DefaultFinding> Vintages, DefaultFinding Total,
    HosmerLemeshow? HosmerLemeshow, IReadOnlyList<Signal> Signals)
{
    public static DefaultFindings Of(DefaultRates rates, DefaultPolicy policy)
    {
        IReadOnlyList<DefaultRate> cells = rates.ByVintageAndGrade();
        bool IsMature(DefaultRate rate) => rate.Vintage.AddMonths(1).AddDays(-1).AddMonths(rates.WindowMonths) <= rates.AsOf;
        // Of a vintage whose window runs still nothing goes into the verdicts of grades either: the first days of a month are no sample of it.
        DefaultRate[] mature = [.. cells.Where(IsMature)];
        DefaultFinding[] byGrade = [.. cells.GroupBy(cell => cell.Grade, StringComparer.Ordinal).OrderBy(grade => grade.Key, StringComparer.Ordinal)
            .Select(grade => Judge(Sum(default, grade.Key, grade.Where(IsMature)), grade.Any(IsMature), policy))];
        DefaultFinding[] byVintage = [.. cells.GroupBy(cell => cell.Vintage).Select(vintage => Judge(Sum(vintage.Key, "", vintage), IsMature(vintage.First()), policy))];
        GradeOutcome[] judged = [.. byGrade.Where(grade => IsVerdict(grade.Verdict)).Select(grade => grade.Rate.Outcome!.Value)];
        HosmerLemeshow? fit = judged.Length > 0 ? Statistics.HosmerLemeshow.Of(judged) : null;
        var signals = new List<Signal>();
        signals.AddRange(byGrade.SelectMany(grade => SignalsOf(MonitoringMetric.GradeDefaultRate, grade.Rate.Grade, grade, policy)));
        signals.AddRange(byVintage.SelectMany(vintage => SignalsOf(MonitoringMetric.VintageDefaultRate, Month(vintage.Rate.Vintage), vintage, policy)));
        if (fit is { } whole && policy.Probability.OfFall(whole.P) is { Level: not MonitoringLevel.Unspecified } passed)
            signals.Add(new Signal(
                MonitoringMetric.Calibration, "", whole.P, passed.Bound, passed.Level, FormattableString.Invariant($"chi-square {whole.Statistic:0.00} over {whole.Degrees} grades")));
        return new DefaultFindings(
            [.. cells.Select(cell => Judge(cell, IsMature(cell), policy))], byGrade, byVintage, Judge(Sum(default, "", mature), mature.Length > 0, policy), fit, signals);
    }

    /// <summary>As signals name a vintage: 2026-11.</summary>
    public static string Month(DateOnly vintage) => vintage.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DefaultFinding Judge(DefaultRate rate, bool isMature, DefaultPolicy policy)
    {
        double expected = rate.Rated == 0 ? double.NaN : rate.MeanPd * rate.Rated;
        DefaultVerdict Obstacle() => !isMature ? DefaultVerdict.NotMature
            : rate.Unobserved > policy.MostUnobserved * (rate.Loans + rate.Unobserved) ? DefaultVerdict.NotObserved
            : rate.Loans < policy.LeastLoans ? DefaultVerdict.TooFew
            : rate.Outcome is null || rate.Rated < policy.LeastLoans ? DefaultVerdict.NotPredicted
            : DefaultVerdict.Unspecified;
        DefaultVerdict obstacle = Obstacle();
        if (obstacle != DefaultVerdict.Unspecified) return new DefaultFinding(rate, obstacle, null, expected);
        var tests = GradeCalibration.Of(rate.Outcome!.Value);
        DefaultVerdict verdict = policy.Probability.OfFall(tests.Jeffreys).Level switch
        {
            MonitoringLevel.Breach => DefaultVerdict.Breach,
            MonitoringLevel.Warn => DefaultVerdict.Warn,
            _ => DefaultVerdict.AsPredicted,
        };
        return new DefaultFinding(rate, verdict, tests, expected);
    }

    private static IEnumerable<Signal> SignalsOf(MonitoringMetric metric, string subject, DefaultFinding finding, DefaultPolicy policy)
    {
        if (finding.Calibration is not { } tests || policy.Probability.OfFall(tests.Jeffreys) is not { Level: not MonitoringLevel.Unspecified } passed) yield break;
        yield return new Signal(
            metric, subject, tests.Jeffreys, passed.Bound, passed.Level,
            FormattableString.Invariant($"{finding.Rate.RatedDefaults} of {finding.Rate.Rated} loans defaulted, {finding.Expected:0.0} were predicted"));
    }

    private static DefaultRate Sum(DateOnly vintage, string grade, IEnumerable<DefaultRate> parts)
    {
        var sum = new DefaultRate(vintage, grade, 0, 0, 0, 0, double.NaN, 0);
        foreach (DefaultRate part in parts)
        {
            long rated = sum.Rated + part.Rated;
            double expected = (sum.Rated == 0 ? 0 : sum.MeanPd * sum.Rated) + (part.Rated == 0 ? 0 : part.MeanPd * part.Rated);
            sum = sum with
            {
                Loans = sum.Loans + part.Loans, Defaults = sum.Defaults + part.Defaults, Rated = rated, RatedDefaults = sum.RatedDefaults + part.RatedDefaults,
                MeanPd = rated == 0 ? double.NaN : expected / rated, Immature = sum.Immature + part.Immature, Unobserved = sum.Unobserved + part.Unobserved,
                Undrawn = sum.Undrawn + part.Undrawn,
            };
        }
        return sum;
    }

    private static bool IsVerdict(DefaultVerdict verdict) => verdict >= DefaultVerdict.AsPredicted;
}
