using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What every stage with a model does: see that its features are there, score, compare with the cut-offs, explain.</summary>
internal static class ModelJudgement
{
    // The API shows at most this many contributions of a stage.
    private const int MostContributions = 5;

    /// <returns>The probability of the model's bad event; null when missing data ended the stage before it scored.</returns>
    public static Probability? Judge(DecisionRun run, StageFinding finding, ModelStage stage, ReasonCode review, ReasonCode reject)
    {
        CheckFeatures(run, finding, stage.Model);
        if (!finding.Open) return null;

        ReadOnlySpan<double> values = run.Features.Values;
        double points = stage.Model.Score(values);
        Probability probability = stage.Model.ProbabilityOf(points);
        Span<Contribution> top = stackalloc Contribution[MostContributions];
        top = top[..stage.Model.Explain(values, top)];
        finding.Scored(stage.Model, points, probability, Named(run.Strategy.Catalog, top));

        if (probability >= stage.DeclineFrom) finding.Decline(reject);
        else if (probability >= stage.ReferFrom) finding.Refer(review);
        else return probability;

        foreach (Contribution contribution in top[..Math.Min(stage.MostReasons, top.Length)]) finding.Explain(contribution.Reason);
        return probability;
    }

    private static void CheckFeatures(DecisionRun run, StageFinding finding, Scorecard model)
    {
        foreach (int slot in model.Slots)
        {
            FeatureState state = run.Features.StateOf(slot);
            if (state == FeatureState.Present) continue;
            FeatureDefinition feature = run.Strategy.Catalog.Features[slot];
            // What the caller left out and the model is made to do without is a normal case; what came and could not be used is not.
            if (feature.Missing != MissingRule.ModelHandles || state != FeatureState.Unspecified) run.MarkDegraded(feature.Name, state);
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
            named[i] = new NamedContribution(feature, feature.Show(contribution.Value), contribution.PointsLost, contribution.Reason);
        }
        return named;
    }
}
