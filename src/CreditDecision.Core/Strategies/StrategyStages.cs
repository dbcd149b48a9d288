using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>The stages of a strategy that models answer, and the scale that grades what the risk model says.</summary>
/// <param name="IdentityEvidenceMaxAge">Older identity evidence must be renewed (A18).</param>
public sealed record StrategyStages(
    ModelStage Identity, TimeSpan IdentityEvidenceMaxAge, ModelStage AntiFraud, ModelStage AntiMoneyLaundering, ModelStage Risk, GradeScale Grades)
{
    /// <summary>The caller looks at the document's errors before it uses what this returns: a stage that could not be read is null.</summary>
    internal static StrategyStages Read(DocumentObject document, IReadOnlyDictionary<string, IModel> models)
    {
        DocumentObject identityStage = document.Child("identity");
        ModelStage? identity = ModelStage.Read(identityStage, ModelKind.Identity, models);
        double evidenceHours = identityStage.Number("evidence_max_age_hours", 0.1, 24 * 365, 24);
        identityStage.Close();
        ModelStage? antiFraud = Plain(document.Child("anti_fraud"), ModelKind.AntiFraud, models);
        ModelStage? aml = Plain(document.Child("anti_money_laundering"), ModelKind.Aml, models);
        DocumentObject riskStage = document.Child("risk");
        ModelStage? risk = ModelStage.Read(riskStage, ModelKind.Risk, models);
        GradeScale grades = LendingTables.Grades(riskStage);
        riskStage.Close();
        document.Close();
        return new StrategyStages(identity!, TimeSpan.FromHours(evidenceHours), antiFraud!, aml!, risk!, grades);
    }

    private static ModelStage? Plain(DocumentObject stage, ModelKind kind, IReadOnlyDictionary<string, IModel> models)
    {
        ModelStage? read = ModelStage.Read(stage, kind, models);
        stage.Close();
        return read;
    }
}
