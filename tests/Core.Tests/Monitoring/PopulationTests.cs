using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Tests.Decisions;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Monitoring;

[Trait("Article", "A40")]
public sealed class PopulationTests
{
    private static readonly WatchedFeatures Watched = new(
        DecisionContent.Context.Catalog, DecisionContent.Context.Bank, [.. DecisionContent.Context.Catalog.Features.Where(feature => DecisionContent.Signals.Contains(feature.Name))]);

    private static readonly MonitoringPolicy Policy = new(
        "test", "1", "", new Levels(0.1, 0.25), 0.99, 1, new Levels(0.05, 0.15), new Levels(0.05, 0.15), new Levels(0.05, 0.1), new DefaultPolicy(12, 45, 1, 0.05, new Levels(0.05, 0.01)));

    private static readonly Gen<Seen[]> Population =
        (from signal in Gen.Choose(-3, 20)
         from outcome in Gen.Elements(Outcome.Approve, Outcome.Refer, Outcome.Decline)
         from pd in Gen.Choose(-5, 99)
         from isRead in Gen.Choose(0, 9)
         select new Seen(signal, outcome, pd < 0 ? null : pd / 100.0, isRead > 0)).NonEmptyListOf().Select(all => all.ToArray());

    private static readonly int Risk = Watched.Features.ToList().FindIndex(feature => feature.Name == "risk_signal");

    [Fact]
    public void However_decisions_are_dealt_among_parts_the_groups_and_the_counts_are_those_of_the_whole() => Prop.ForAll(
        Population.ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (population, parts) =>
    {
        PopulationBins bins = Sample(population).Bins();
        PopulationSample sample = Sample([]);
        for (int part = parts - 1; part >= 0; part--) sample.Merge(Sample(Part(population, part, parts)));
        PopulationTally whole = Tally(population, bins), sum = Tally([], bins);
        for (int part = parts - 1; part >= 0; part--) sum.Merge(Tally(Part(population, part, parts), bins));
        return Told(sample.Bins()) == Told(bins) && Told(sum) == Told(whole) && whole.Decisions == population.Length && whole.Read + whole.Unread.Values.Sum() == whole.Decisions
            && whole.Features.All(counts => counts.Sum() == whole.Read) && whole.Scores.Sum() == population.Count(seen => seen.Pd is not null)
            && Math.Abs(whole.MissingRate(Risk) - ((double)population.Count(seen => seen.IsRead && seen.Signal < 0) / whole.Read)) is < 1e-12 or double.NaN;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_population_against_itself_passes_no_level() => Prop.ForAll(Population.ToArbitrary(), population =>
    {
        PopulationTally tally = Tally(population, Sample(population).Bins());
        return Comparison.Of(tally, Baseline.Of(tally), Watched.Features, Policy).Signals.Count == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_moved_is_told_by_name()
    {
        Seen[] before = [.. Enumerable.Range(0, 200).Select(i => new Seen(i % 20, Outcome.Approve, i / 1000.0, true))];
        Seen[] now = [.. before.Select((seen, i) => seen with { Signal = i % 3 == 0 ? -1 : 19, Outcome = i % 5 == 0 ? Outcome.Refer : Outcome.Approve })];
        PopulationTally first = Tally(before, Sample(before).Bins());
        var comparison = Comparison.Of(Tally(now, first.Bins), Baseline.Of(first), Watched.Features, Policy);
        Assert.Equal(
            [(MonitoringMetric.FeatureStability, "risk_signal"), (MonitoringMetric.MissingRate, "risk_signal"), (MonitoringMetric.ApprovalRate, "")],
            comparison.Signals.Select(signal => (signal.Metric, signal.Subject)));
        Assert.All(comparison.Signals, signal => Assert.Equal(MonitoringLevel.Breach, signal.Level));
        Assert.Equal((-0.2, 0.1), (Math.Round(comparison.Signals[2].Value, 12), comparison.Signals[2].Bound));
        // Of fewer decisions than the policy asks for nothing is said.
        Assert.Empty(Comparison.Of(Tally(now, first.Bins), Baseline.Of(first), Watched.Features, Policy with { LeastDecisions = 201 }).Signals);
    }

    private static IEnumerable<Seen> Part(Seen[] population, int part, int parts) => population.Where((_, i) => i % parts == part);

    private static PopulationSample Sample(IEnumerable<Seen> population)
    {
        var sample = new PopulationSample(Watched);
        foreach (Seen seen in population)
        {
            sample.AddScore(seen.Pd);
            if (seen.IsRead) sample.Add(Of(seen), new Facts(Money.FromFen(0)), DecisionContent.Now);
        }
        return sample;
    }

    private static PopulationTally Tally(IEnumerable<Seen> population, PopulationBins bins)
    {
        var tally = new PopulationTally(Watched, bins);
        foreach (Seen seen in population)
        {
            tally.AddDecision(seen.Outcome, seen.Pd, isDegraded: false);
            if (seen.IsRead) tally.AddApplication(Of(seen), new Facts(Money.FromFen(0)), DecisionContent.Now);
            else tally.AddUnread("closed");
        }
        return tally;
    }

    private static Application Of(Seen seen) => DecisionContent.Admit(seen.Signal < 0
        ? DecisionContent.Draft().Without("risk_signal")
        : DecisionContent.Draft().WithSignal("risk_signal", seen.Signal / 2.0));

    private static string Told(PopulationBins bins) => string.Join('|', bins.Features.Prepend(bins.Score).Select(each => string.Join(',', each.Labels())));

    private static string Told(PopulationTally tally) => string.Join('|',
        tally.Features.Append(tally.Scores).Append(tally.Outcomes).Select(counts => string.Join(',', counts)).Append($"{tally.Decisions} {tally.Read} {string.Join(',', tally.Unread)}"));

    /// <param name="Signal">Twice the risk signal; below 0 for none.</param>
    private sealed record Seen(int Signal, Outcome Outcome, double? Pd, bool IsRead);
}
