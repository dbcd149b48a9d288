using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What every stage with models does: see that their features are there, score, compare with the cut-offs, explain.</summary>
internal static class ModelJudgement
{
    // The API shows at most this many contributions of a model.
    private const int MostContributions = 5;

    /// <summary>Whether the features of the stage's models let them be asked.</summary>
    public static bool MayAsk(DecisionRun run, StageFinding finding, ModelStage stage)
    {
        CheckFeatures(run, finding, stage.Leading.Model);
        foreach (StageModel further in stage.Beside) CheckFeatures(run, finding, further.Model);
        return finding.Open;
    }

    /// <param name="review">Said when a model refers.</param>
    /// <param name="reject">Said when a model declines.</param>
    /// <returns>The probability of the leading model's bad event; null where it had no answer.</returns>
    public static Probability? Ask(DecisionRun run, StageFinding finding, ModelStage stage, ReasonCode review, ReasonCode reject)
    {
        Probability? leading = Ask(run, finding, stage.Leading, review, reject);
        // Also after the leading model declined: validators compare the models on the same applications, and the borrower hears every reason.
        foreach (StageModel further in stage.Beside) Ask(run, finding, further, review, reject);
        return leading;
    }

    private static Probability? Ask(DecisionRun run, StageFinding finding, StageModel asked, ReasonCode review, ReasonCode reject)
    {
        IModel model = asked.Model;
        double score = model.Score(run.Features.Values);
        if (!model.IsAnswer(score))
        {
            run.MarkDegraded(new DegradedMark(model.Id, DegradedCause.ScoreUnusable));
            finding.Refer(EngineReasons.ScoreUnusable);
            finding.Scored(new ModelScore(model, Outcome.Refer, score, null, []));
            return null;
        }
        Probability probability = model.ProbabilityOf(score);
        Outcome word = WordOf(asked, probability);
        if (word == Outcome.Decline) finding.Decline(reject);
        if (word == Outcome.Refer) finding.Refer(review);
        IReadOnlyList<NamedContribution> contributions =
            word != Outcome.Approve || (run.IsShown && model.ExplainsCheaply) ? Explain(run, finding, asked, word) : [];
        finding.Scored(new ModelScore(model, word, score, probability, contributions));
        return probability;
    }

    private static Outcome WordOf(StageModel asked, Probability probability)
    {
        if (probability >= asked.DeclineFrom) return Outcome.Decline;
        return probability >= asked.ReferFrom ? Outcome.Refer : Outcome.Approve;
    }

    private static NamedContribution[] Explain(DecisionRun run, StageFinding finding, StageModel asked, Outcome word)
    {
        Span<Contribution> top = stackalloc Contribution[MostContributions];
        Span<ReasonCode> reasons = stackalloc ReasonCode[StageModel.ReasonsAtMost];
        Explanation explanation = asked.Model.Explain(run.Features.Values, top, reasons[..asked.MostReasons]);
        if (word != Outcome.Approve)
            foreach (ReasonCode reason in reasons[..explanation.Reasons]) finding.Explain(word, reason);
        return run.IsShown ? Named(run.Strategy.Catalog, top[..explanation.Contributions]) : [];
    }

    private static void CheckFeatures(DecisionRun run, StageFinding finding, IModel model)
    {
        FeatureVector features = run.Features;
        foreach (int slot in model.Slots)
        {
            FeatureState state = features.StateOf(slot);
            if (state == FeatureState.Present) continue;
            FeatureDefinition feature = run.Strategy.Catalog.Features[slot];
            // What the caller left out and the model is made to do without is a normal case; what came and could not be used is not.
            if (feature.Missing != MissingRule.ModelHandles || state != FeatureState.Unspecified) run.MarkDegraded(DegradedMark.Of(feature, state));
            // A value that cannot be true says more than none: whoever sent it made a mistake, or hopes that it counts as missing.
            bool impossible = state is FeatureState.OutOfRange or FeatureState.UnknownCategory;
            if (feature.Missing == MissingRule.Refer || impossible) finding.Refer(EngineReasons.FactsMissing);
            if (feature.Missing == MissingRule.Decline) finding.Decline(EngineReasons.FactsMissingDecline);
        }
    }

    private static NamedContribution[] Named(FeatureCatalog catalog, ReadOnlySpan<Contribution> contributions)
    {
        var named = new NamedContribution[contributions.Length];
        for (int i = 0; i < named.Length; i++)
        {
            Contribution contribution = contributions[i];
            FeatureDefinition feature = catalog.Features[contribution.Slot];
            named[i] = new NamedContribution(
                feature, contribution.Value, contribution.Cost, contribution.Unit, contribution.Reason);
        }
        return named;
    }
}
