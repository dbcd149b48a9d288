using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Monitoring;

[Trait("Article", "A40")]
public sealed class DefaultFindingsTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);
    private static readonly DefaultPolicy Policy = Policies.Standard.Defaults;

    private static readonly Gen<LoanOutcome> Loans =
        from day in Gen.Choose(0, 900)
        from grade in Gen.Elements("A", "B", "C")
        from pd in Gen.Choose(1, 30)
        from defaulted in Gen.Choose(-600, 700)
        from known in Gen.Choose(-100, 800)
        from isDrawn in Gen.Choose(0, 9)
        select new LoanOutcome(
            AsOf.AddDays(-day), grade, pd / 100.0, defaulted < 0 ? null : AsOf.AddDays(-day).AddDays(defaulted), known < 0 ? null : AsOf.AddDays(known - day), isDrawn > 0);

    [Fact]
    public void A_grade_and_a_vintage_with_too_many_defaults_are_signals_and_one_as_predicted_is_none()
    {
        DefaultRates rates = Rates(("A", 0.02, 400, 8, new(2025, 3, 5)), ("B", 0.05, 300, 30, new(2025, 3, 9)), ("B", 0.05, 300, 14, new(2025, 4, 9)));
        var findings = DefaultFindings.Of(rates, Policy);
        Assert.Equal(
            [("A", DefaultVerdict.AsPredicted), ("B", DefaultVerdict.Breach)], findings.Grades.Select(grade => (grade.Rate.Grade, grade.Verdict)));
        Assert.Equal(
            [(new(2025, 3, 1), DefaultVerdict.Breach), (new(2025, 4, 1), DefaultVerdict.AsPredicted)], findings.Vintages.Select(vintage => (vintage.Rate.Vintage, vintage.Verdict)));
        Assert.Equal(3, findings.Cells.Count);
        Assert.Equal(
            [(MonitoringMetric.GradeDefaultRate, "B"), (MonitoringMetric.VintageDefaultRate, "2025-03"), (MonitoringMetric.Calibration, "")],
            findings.Signals.Select(signal => (signal.Metric, signal.Subject)));
        Signal grade = findings.Signals[0];
        Assert.Equal((MonitoringLevel.Breach, 0.01, "44 of 600 loans defaulted, 30.0 were predicted"), (grade.Level, grade.Bound, grade.Detail));
        Assert.Equal(GradeCalibration.Of(new GradeOutcome(600, 44, 0.05)).Jeffreys, grade.Value, 1e-12);
        Assert.Equal(2, findings.HosmerLemeshow!.Value.Degrees);
    }

    [Fact]
    public void Before_its_window_has_ended_to_the_last_day_nothing_is_said_of_a_vintage_whatever_happened_to_it()
    {
        // The window of the month's last day ends one day after the last one that is known.
        DefaultRates rates = Rates(("A", 0.02, 400, 400, new(2025, 6, 2)), ("A", 0.02, 300, 6, new(2025, 5, 2)));
        var before = DefaultFindings.Of(Rates(new DateOnly(2026, 6, 29), ("A", 0.02, 400, 400, new(2025, 6, 2))), Policy);
        Assert.Equal(
            [DefaultVerdict.NotMature, DefaultVerdict.NotMature, DefaultVerdict.NotMature, DefaultVerdict.NotMature],
            [before.Total.Verdict, before.Cells[0].Verdict, before.Grades[0].Verdict, before.Vintages[0].Verdict]);
        Assert.Empty(before.Signals);
        Assert.Null(before.HosmerLemeshow);
        var on = DefaultFindings.Of(rates, Policy);
        Assert.Equal([DefaultVerdict.AsPredicted, DefaultVerdict.Breach], on.Vintages.Select(vintage => vintage.Verdict));
    }

    [Fact]
    public void Few_loans_and_loans_of_unknown_fate_have_no_verdict()
    {
        DateOnly day = new(2025, 3, 5);
        Assert.Equal(DefaultVerdict.TooFew, DefaultFindings.Of(Rates(("A", 0.02, 99, 50, day)), Policy).Total.Verdict);
        DefaultRates lost = Rates(("A", 0.02, 400, 8, day));
        for (int i = 0; i < 30; i++) lost.Add(new LoanOutcome(day, "A", 0.02, null, day.AddDays(10)));
        DefaultFinding total = DefaultFindings.Of(lost, Policy).Total;
        Assert.Equal((DefaultVerdict.NotObserved, 30, 400), (total.Verdict, total.Rate.Unobserved, total.Rate.Loans));
        // One that is known to have defaulted is one, however early the reports end; one that was never drawn cannot.
        lost.Add(new LoanOutcome(day, "A", 0.02, day.AddDays(5), day.AddDays(10)));
        lost.Add(new LoanOutcome(day, "A", 0.02, null, null, IsDrawn: false));
        total = DefaultFindings.Of(lost, Policy).Total;
        Assert.Equal((401, 9, 1, 432), (total.Rate.Loans, total.Rate.Defaults, total.Rate.Undrawn, total.Rate.Approved));
        Assert.Equal(DefaultVerdict.NotPredicted, DefaultFindings.Of(Rates(("", null, 400, 8, day)), Policy).Total.Verdict);
    }

    [Fact]
    public void No_loan_is_lost_and_no_vintage_has_a_verdict_before_its_time() => Prop.ForAll(Loans.ArrayOf().ToArbitrary(), loans =>
    {
        var rates = new DefaultRates(Policy.WindowMonths, AsOf);
        foreach (LoanOutcome loan in loans) rates.Add(loan);
        var findings = DefaultFindings.Of(rates, Policy with { LeastLoans = 1, MostUnobserved = 1 });
        return findings.Cells.Sum(cell => cell.Rate.Approved) == loans.Length && findings.Vintages.Sum(vintage => vintage.Rate.Approved) == loans.Length
            && findings.Grades.Sum(grade => grade.Rate.Defaults) == findings.Total.Rate.Defaults
            && findings.Vintages.All(vintage => vintage.Rate.Immature == 0 || vintage.Verdict == DefaultVerdict.NotMature)
            && findings.Cells.Concat(findings.Vintages).All(finding => finding.Rate.Vintage <= new DateOnly(2025, 6, 1) || finding.Verdict == DefaultVerdict.NotMature)
            && findings.Signals.All(signal => signal.Level != MonitoringLevel.Unspecified && signal.Value < signal.Bound);
    }).QuickCheckThrowOnFailure();

    private static DefaultRates Rates(params (string Grade, double? Pd, int Loans, int Defaults, DateOnly Day)[] groups) => Rates(AsOf, groups);

    private static DefaultRates Rates(DateOnly asOf, params (string Grade, double? Pd, int Loans, int Defaults, DateOnly Day)[] groups)
    {
        var rates = new DefaultRates(Policy.WindowMonths, asOf);
        foreach ((string grade, double? pd, int loans, int defaults, DateOnly day) in groups)
            for (int i = 0; i < loans; i++) rates.Add(new LoanOutcome(day, grade, pd, i < defaults ? day.AddMonths(6) : null));
        return rates;
    }
}
