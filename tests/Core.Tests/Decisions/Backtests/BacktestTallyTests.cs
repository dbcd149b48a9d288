using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions.Backtests;

public sealed class BacktestTallyTests
{
    private static readonly Application Someone = DecisionContent.Admit(DecisionContent.Draft());

    private static readonly IReadOnlyList<Segmentation> Segmentations =
    [
        .. Segmentation.Always,
        FeatureSegmentation.Create(DecisionContent.Context.Catalog, DecisionContent.Signals[3], [1, 2.5], out _)!,
    ];

    [Fact]
    public void However_decisions_are_dealt_among_workers_the_sum_is_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (seed, workers) =>
        {
            IReadOnlyList<Action<BacktestTally>> samples = RandomSamples.Draw(seed, 60);
            BacktestTally whole = Tally();
            foreach (Action<BacktestTally> add in samples) add(whole);

            BacktestTally[] parts = [.. Enumerable.Range(0, workers).Select(_ => Tally())];
            var dealer = new System.Random(seed);
            Action<BacktestTally>[] shuffled = [.. samples];
            dealer.Shuffle(shuffled);
            foreach (Action<BacktestTally> add in shuffled) add(parts[dealer.Next(workers)]);
            dealer.Shuffle(parts);
            BacktestTally sum = Tally();
            foreach (BacktestTally part in parts) sum.Add(part);

            return Text(new BacktestReport(sum)) == Text(new BacktestReport(whole));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_segmentation_holds_every_decision_once() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            BacktestTally tally = Tally();
            foreach (Action<BacktestTally> add in RandomSamples.Draw(seed, 60)) add(tally);
            var report = new BacktestReport(tally);
            return report.Segments.All(table =>
                table.Segments.Sum(segment => segment.Comparison.Decisions) == report.Total.Decisions
                && table.Segments.Sum(segment => segment.Comparison.Candidate.Approvals) == report.Total.Candidate.Approvals
                && table.Segments.Aggregate((Int128)0, (sum, segment) => sum + segment.Comparison.Recorded.ExpectedLoss) == report.Total.Recorded.ExpectedLoss);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Expected_loss_is_probability_times_loss_times_limit_of_approvals_only()
    {
        var price = new OfferedPrice(Money.FromYuan(30_000), new(900), new(900), new(950));
        var recorded = new Verdict(Outcome.Approve, "A", Verdict.Parts(0.0125), new BasisPoints(6_000), price);
        Decision candidate = DecisionContent.Decide(DecisionContent.Draft());
        BacktestTally tally = Tally();
        Add(tally, recorded, candidate, null);
        // 30,000 yuan x 1.25 % x 60 %
        Assert.Equal(Money.FromYuan(225), tally.Total.Recorded.ExpectedLossMoney);
        Assert.Equal(Outcome.Approve, candidate.Outcome);
        double expected = candidate.ProbabilityOfDefault!.Value.Value * 0.6 * candidate.Offer!.Limit.Fen;
        Assert.Equal(expected, (double)tally.Total.Candidate.ExpectedLoss / Verdict.LossParts, 0.01);

        Add(tally, recorded with { Outcome = Outcome.Refer }, DecisionContent.Decide(DecisionContent.Draft().WithSignal("fraud_signal", 3)), null);
        Assert.Equal(Money.FromYuan(225), tally.Total.Recorded.ExpectedLossMoney);
        Assert.Equal((1L, 1L, 2L), (tally.Total.Recorded.Approvals, tally.Total.Candidate.Approvals, tally.Total.Decisions));
    }

    [Fact]
    public void A_swap_set_counts_only_outcomes_that_are_known()
    {
        Decision declined = DecisionContent.Decide(DecisionContent.Draft().WithSignal("risk_signal", 4));
        Decision referred = DecisionContent.Decide(DecisionContent.Draft().WithSignal("fraud_signal", 3));
        BacktestTally tally = Tally();
        foreach (bool? bad in new bool?[] { true, false, null }) Add(tally, new Verdict(Outcome.Approve, "", null, default, null), declined, bad);
        Add(tally, new Verdict(Outcome.Refer, "", null, default, null), referred, true);
        Assert.Equal(
            [new OutcomeCell(Outcome.Approve, Outcome.Decline, 3, 2, 1), new OutcomeCell(Outcome.Refer, Outcome.Refer, 1, 1, 1)],
            tally.Total.Matrix);
        Assert.Equal(0.5, tally.Total.Matrix.First().BadRate);
        // Referrals are not yet approvals: their outcomes are in the matrix alone.
        Assert.Equal((2L, 1L), (tally.Total.Recorded.Observed, tally.Total.Recorded.Bad));
        Assert.True(double.IsNaN(tally.Total.Candidate.BadRate));
    }

    [Theory]
    [InlineData("risk_signal", new double[0], "needs 1 to 20 cut points")]
    [InlineData("risk_signal", new[] { 2.0, 2.0 }, "must be finite and ascend")]
    [InlineData("no_such", new double[0], "no feature \"no_such\"")]
    public void A_segmentation_that_cannot_be_says_why(string feature, double[] cuts, string told)
    {
        Assert.Null(FeatureSegmentation.Create(DecisionContent.Context.Catalog, feature, cuts, out string error));
        Assert.Contains(told, error);
    }

    [Theory]
    [InlineData(0.5, "< 1")]
    [InlineData(1.0, "[1, 2.5)")]
    [InlineData(2.5, ">= 2.5")]
    [InlineData(null, Segmentation.Missing)]
    public void A_number_falls_between_its_cuts_and_a_cut_belongs_above(double? signal, string segment)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = signal is { } value
            ? draft.WithSignal(DecisionContent.Signals[3], value)
            : draft with { Features = [.. draft.Features.Where(feature => feature.Name != DecisionContent.Signals[3])] };
        Decision decision = DecisionContent.Decide(draft);
        BacktestTally tally = Tally();
        tally.Add(new BacktestSample(DecisionContent.Admit(draft), default, Verdict.Of(decision), [], false, decision, null));
        Assert.Equal(segment, Assert.Single(new BacktestReport(tally).Segments[^1].Segments).Name);
    }

    [Fact]
    public void Workers_in_different_months_each_count_their_own()
    {
        const int each = 200_000;
        Decision decided = DecisionContent.Decide(DecisionContent.Draft());
        // The segmentations are shared, as in a run.
        BacktestTally[] tallies = [Tally(), Tally()];
        Thread[] workers = [.. tallies.Select((tally, month) => new Thread(() =>
        {
            Decision decision = decided with { DecidedAt = DecisionContent.Now.AddMonths(month) };
            for (int i = 0; i < each; i++) Add(tally, Verdict.Of(decision), decision, null);
        }))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        tallies[0].Add(tallies[1]);
        SegmentTable months = new BacktestReport(tallies[0]).Segments.Single(table => table.Name == "month");
        Assert.Equal([("2026-03", each), ("2026-04", each)], months.Segments.Select(month => (month.Name, (int)month.Comparison.Decisions)));
    }

    private static BacktestTally Tally() => new(DecisionContent.Strategy, Segmentations);

    private static void Add(BacktestTally tally, Verdict recorded, Decision candidate, bool? bad) =>
        tally.Add(new BacktestSample(Someone, default, recorded, [], false, candidate, bad));

    private static string Text(BacktestReport report)
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', report.Segments.SelectMany(table => table.Segments.Select(segment => $"{table.Name} {segment.Name} {Text(segment.Comparison)}")));
        text.AppendLine(Text(report.Total)).AppendJoin(',', report.Reasons).AppendJoin(',', report.StageReasons).AppendJoin(',', report.Rules)
            .AppendJoin(',', report.Rows).AppendJoin(',', report.Undecided).Append($"{report.RecordedDegraded} {report.CandidateDegraded}");
        return text.ToString();
    }

    private static string Text(Comparison comparison) => $"{string.Join(',', comparison.Matrix)} {Text(comparison.Recorded)} {Text(comparison.Candidate)}";

    private static string Text(SideSums sums) =>
        $"{sums.Decisions} {sums.Approvals} {sums.Observed} {sums.Bad} {sums.LimitFen} {sums.NominalBps} {sums.AprBps} {sums.AllInCostBps} {sums.Pd} {sums.ExpectedLoss}";
}
