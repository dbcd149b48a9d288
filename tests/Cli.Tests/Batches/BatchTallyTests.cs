using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Outcome = CreditDecision.V1.Outcome;

namespace CreditDecision.Cli.Tests.Batches;

public sealed class BatchTallyTests
{
    [Fact]
    public void Rates_are_counted_over_labelled_rows_by_grade_and_by_outcome()
    {
        BatchReport report = Report(
            Decided("A", 0.01, Outcome.Approve, isBad: false), Decided("A", 0.03, Outcome.Approve, isBad: true), Decided("A", 0.02, Outcome.Approve, isBad: null),
            Decided("B", 0.2, Outcome.Refer, isBad: true), Decided("B", 0.4, Outcome.Decline, isBad: true), Decided("", null, Outcome.Decline, isBad: false));

        Assert.Equal(new GroupReport("A", 3, 0.5, 2, 1, 0.5, 0.02), report.Grades[0] with { MeanPredictedPd = Math.Round(report.Grades[0].MeanPredictedPd!.Value, 12) });
        Assert.Equal(("B", 2L, 2L, 2L, 1.0), (report.Grades[1].Name, report.Grades[1].Count, report.Grades[1].Labelled, report.Grades[1].Bad, report.Grades[1].DefaultRate));
        Assert.Equal(["approve", "refer", "decline"], report.Outcomes.Select(outcome => outcome.Name));
        Assert.Equal([0.5, 1.0, 0.5], report.Outcomes.Select(outcome => outcome.DefaultRate));
        Assert.Equal(1.0, report.Outcomes.Sum(outcome => outcome.Share), 12);
        Assert.True(report.RisesFromGradeToGrade);
    }

    [Fact]
    public void Grades_stand_in_the_order_of_their_predicted_probability_whatever_they_are_called()
    {
        BatchReport report = Report(Decided("AAA", 0.001, isBad: false), Decided("A", 0.1, isBad: false), Decided("AA", 0.01, isBad: false), Decided("1", 0.5, isBad: true));

        Assert.Equal(["AAA", "AA", "A", "1"], report.Grades.Select(grade => grade.Name));
    }

    [Fact]
    public void A_rate_that_does_not_rise_is_said_with_the_grades()
    {
        BatchReport report = Report(
            Decided("A", 0.1, isBad: true), Decided("B", 0.2, isBad: false), Decided("C", 0.3, isBad: true), Decided("D", 0.4, isBad: true), Decided("E", 0.5, isBad: null));

        Assert.False(report.RisesFromGradeToGrade);
        Assert.Equal([new("A", "B"), new("C", "D")], report.DoesNotRise);
        Assert.Equal("The realised default rate does NOT rise from A to B, nor from C to D.", ReportPrinter.Verdict(report));
    }

    [Fact]
    public void Without_labels_nothing_is_said_of_them()
    {
        BatchReport report = Report(Decided("A", 0.1, isBad: null), Decided("B", 0.2, isBad: null));

        Assert.Null(report.RisesFromGradeToGrade);
        Assert.All(report.Grades, grade => Assert.Null(grade.DefaultRate));
        Assert.Contains("Fewer than two grades", ReportPrinter.Verdict(report)!);
        Assert.Null(ReportPrinter.Verdict(report with { LabelColumn = null }));
    }

    [Fact]
    public void Failures_are_counted_by_status_and_the_first_ten_are_kept()
    {
        BatchReport report = Report([
            .. Enumerable.Range(0, 12).Select(row => Failed(row, StatusCode.InvalidArgument)), Failed(20, StatusCode.Unavailable, attempts: 8),
            RowResult.Unmapped(21, null, ["column a does not hold a number", "b is missing"]), Decided("A", 0.1, isBad: null)]);

        Assert.Equal((15, 1, 14, 7), (report.Rows, report.Decided, report.Failed, report.Retries));
        Assert.Equal([new("INVALID_ARGUMENT", 12), new("UNAVAILABLE", 1), new("NOT_MAPPED", 1)], report.Errors);
        Assert.Equal(10, report.FirstFailures.Count);
        // Rows that were not sent have no latency.
        Assert.Equal(14, report.Latency.Count);
    }

    [Fact]
    public void Reasons_are_counted_over_decisions_most_frequent_first()
    {
        BatchReport report = Report(Decided("A", 0.1, reasons: [5, 7]), Decided("A", 0.1, reasons: [7]), Decided("A", 0.1), Decided("A", 0.1, reasons: [9]));

        Assert.Equal([(7, 2L, 0.5), (5, 1L, 0.25), (9, 1L, 0.25)], report.Reasons.Select(reason => (reason.Code, reason.Count, reason.Share)));
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_latencies_to_three_digits() =>
        Prop.ForAll(Gen.Choose(1, 100_000_000).NonEmptyListOf().ToArbitrary(), microseconds =>
        {
            LatencyReport latency = Report([.. microseconds.Select(each => Decided("A", 0.1) with { Latency = TimeSpan.FromMicroseconds(each) })]).Latency;
            int[] sorted = [.. microseconds.Order()];

            foreach ((double percentile, double reported) in ((double, double)[])[(50, latency.P50Ms), (90, latency.P90Ms), (99, latency.P99Ms), (99.9, latency.P999Ms), (100, latency.MaxMs)])
            {
                double exact = sorted[(int)Math.Ceiling(percentile / 100 * sorted.Length) - 1] / 1_000.0;
                Assert.InRange(reported, exact * 0.998 - 0.001, exact * 1.002 + 0.001);
            }
        }).QuickCheckThrowOnFailure();

    private static BatchReport Report(params RowResult[] results)
    {
        var tally = new BatchTally("r", "label", null);
        foreach (RowResult result in results) tally.Add(result);
        return tally.Report(TimeSpan.FromSeconds(2), "complete");
    }

    private static RowResult Decided(string grade, double? probability, Outcome outcome = Outcome.Approve, bool? isBad = null, int[]? reasons = null)
    {
        var decision = new Decision { Grade = grade, Outcome = outcome };
        if (probability is { } known) decision.ProbabilityOfDefault = known;
        decision.Reasons.AddRange((reasons ?? []).Select(code => new Reason { Code = code }));
        return new RowResult(1, "a", isBad, decision, null, [], TimeSpan.FromMilliseconds(1), 1);
    }

    private static RowResult Failed(long row, StatusCode code, int attempts = 1) =>
        new(row, "a", null, null, new CallFailure(code, "no", [], null), [], TimeSpan.FromMilliseconds(1), attempts);
}
