using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Decisions;

public sealed class CountedDecisionTests
{
    [Fact]
    public void A_decision_to_be_counted_differs_in_nothing_but_what_only_a_reader_needs()
    {
        int explained = 0;
        // Each decision is made in what the one before left behind.
        var (features, room) = (new FeatureRoom(), new DecisionRoom());
        Prop.ForAll(Gen.Choose(-1, 5).Four().ToArbitrary(), signals =>
        {
            ApplicationDraft draft = DraftOf(signals.Item1, signals.Item2, signals.Item3, signals.Item4);
            Decision whole = DecisionContent.Decide(draft);
            Application application = Application.TryCreate(draft, DecisionContent.Strategy.Catalog.Objection, DecisionContent.Now, out _, features)!;
            Decision counted = DecisionPipeline.DecideToCount(application, new Facts(Money.Zero), DecisionContent.Strategy, DecisionContent.Now, room);
            explained += whole.Trace.Count(stage => stage.Leading is { Contributions.Count: > 0 } && stage.Figures.Count == 0);
            Assert.Equal(Text(whole), Text(counted));
            Assert.All(counted.Trace, stage => Assert.Empty(stage.Leading?.Contributions ?? []));
            Assert.All(counted.Trace, stage => Assert.Empty(stage.Figures));
        }).QuickCheckThrowOnFailure();
        Assert.True(explained > 0);
    }

    // A signal below zero is not given.
    private static ApplicationDraft DraftOf(params int[] signals)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        for (int i = 0; i < signals.Length; i++)
        {
            string name = DecisionContent.Signals[i];
            draft = signals[i] >= 0
                ? draft.WithSignal(name, signals[i])
                : draft with { Features = [.. draft.Features.Where(feature => feature.Name != name)] };
        }
        return draft;
    }

    private static string Text(Decision decision) =>
        $"{decision.Outcome} {decision.Grade} {decision.ProbabilityOfDefault} {decision.Reserved} {Text(decision.Offer)} "
        + $"{string.Join(',', decision.Reasons.Select(reason => reason.Code))} {string.Join(',', decision.Degraded)}\n"
        + string.Join('\n', decision.Trace.Select(Text));

    private static string Text(Offer? offer) => offer is null
        ? "-"
        : $"{offer.Limit} {offer.Loan.NominalRate} {offer.Loan.Apr} {offer.Loan.AllInCost} {string.Join(',', offer.Loan.Schedule.Installments)}";

    private static string Text(StageTrace stage) =>
        $"{stage.Stage} {stage.Outcome} {Text(stage.Leading)} {string.Join(';', stage.Beside.Select(Text))} "
        + $"{string.Join(',', stage.Reasons.Select(reason => $"{reason.Outcome} {reason.Reason.Code}"))} "
        + $"{string.Join(',', stage.Rules)} {string.Join(';', stage.Tables.Select(table => $"{table.TableId} {string.Join(',', table.Rows)}"))}";

    private static string Text(ModelScore? score) => score is null
        ? "-"
        : $"{score.Model.Id} {score.Outcome} {score.Score} {score.Probability}";
}
