using CreditDecision.Core.Statistics;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Grades by PD, best first: the policy's, or tenths of the development part.</summary>
internal sealed class GradeScale
{
    private const int Tenths = 10;

    // A certainty has no variance; the tests of calibration ask for a PD between 0 and 1.
    private const double LeastPd = 1e-9;

    private readonly string[] _names;
    private readonly double[] _cuts;

    internal GradeScale(IReadOnlyList<PolicyGrade> grades, double[] developmentPd)
    {
        _cuts = grades.Count > 0 ? [.. grades.SkipLast(1).Select(grade => grade.Below)] : Quantiles.Cuts(developmentPd, Tenths);
        _names = grades.Count > 0 ? [.. grades.Select(grade => grade.Name)] : [.. Enumerable.Range(1, _cuts.Length + 1).Select(place => $"{place}")];
    }

    internal GradeFigures[] Figures(ScoredRows rows, double confidence)
    {
        (long[] loans, long[] defaults, double[] sums) = (new long[_names.Length], new long[_names.Length], new double[_names.Length]);
        for (int i = 0; i < rows.Pd.Length; i++)
        {
            int grade = Quantiles.GroupOf(rows.Pd[i], _cuts);
            loans[grade]++;
            sums[grade] += rows.Pd[i];
            if (rows.IsBad[i]) defaults[grade]++;
        }
        return [.. _names.Select((_, place) => FiguresOf(place, loans[place], defaults[place], sums[place], confidence))];
    }

    /// <summary>What the tests of calibration ask for; grades without rows are left out.</summary>
    internal static GradeOutcome[] Outcomes(IEnumerable<GradeFigures> grades) =>
        [.. grades.Where(grade => grade.Loans > 0).Select(grade => OutcomeOf(grade.Loans, grade.Defaults, grade.MeanPd))];

    private GradeFigures FiguresOf(int place, long loans, long defaults, double sum, double confidence)
    {
        double below = place < _cuts.Length ? _cuts[place] : 1;
        if (loans == 0) return new GradeFigures(_names[place], below, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        GradeOutcome outcome = OutcomeOf(loans, defaults, sum / loans);
        var tests = GradeCalibration.Of(outcome);
        (double low, double high) = GradeCalibration.Interval(loans, defaults, confidence);
        return new GradeFigures(_names[place], below, loans, defaults, outcome.DefaultRate, sum / loans, low, high, tests.Binomial, tests.Jeffreys, tests.Z);
    }

    private static GradeOutcome OutcomeOf(long loans, long defaults, double meanPd) => new(loans, defaults, Math.Clamp(meanPd, LeastPd, 1 - LeastPd));
}
