using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Shadowing;

/// <summary>The models that the stages of a strategy have in their shadow.</summary>
internal static class ShadowModels
{
    /// <summary>Those of the stages that the decision reached: where compliance ended the matter, no feature was touched (A20).</summary>
    public static IReadOnlyList<IModel> Of(StrategySnapshot strategy, Decision decided)
    {
        StrategyStages stages = strategy.Stages;
        List<IModel>? models = null;
        foreach (StageTrace trace in decided.Trace)
        {
            ModelStage? stage = trace.Stage switch
            {
                Stage.Identity => stages.Identity,
                Stage.AntiFraud => stages.AntiFraud,
                Stage.AntiMoneyLaundering => stages.AntiMoneyLaundering,
                Stage.Risk => stages.Risk,
                _ => null,
            };
            if (stage is { Shadows.Count: > 0 }) (models ??= []).AddRange(stage.Shadows);
        }
        return models ?? [];
    }

    /// <summary>Scores them on the features that the decision saw.</summary>
    public static IEnumerable<ShadowRecord> Ask(IReadOnlyList<IModel> models, AdmittedApplication decided)
    {
        if (models.Count == 0) return [];
        FeatureCatalog catalog = decided.Strategy.Catalog;
        FeatureVector features = FeatureAssembly.Assemble(
            catalog, decided.Application, decided.Strategy.Bank.AdmittedPartners, decided.DecidedAt, decided.Velocity, decided.Listed, catalog.Features.Count);
        return models.Select(model => Ask(model, features, decided.DecisionId));
    }

    // A shadow has no cut-offs, so it says no more than its score; a score that is none would refer.
    private static ShadowRecord Ask(IModel model, FeatureVector features, Guid decisionId)
    {
        double score = model.Score(features.Values);
        bool answered = model.IsAnswer(score);
        var said = new Wire.ModelScore { ModelId = model.Id, RawScore = score, Outcome = answered ? Wire.Outcome.Unspecified : Wire.Outcome.Refer };
        if (answered) said.Probability = model.ProbabilityOf(score).Value;
        return new ShadowRecord(
            decisionId, ShadowKind.Model, model.Id, model.Version, model.Sha256, (int)said.Outcome, null, null,
            answered ? said.Probability : null, said.ToByteArray());
    }
}
