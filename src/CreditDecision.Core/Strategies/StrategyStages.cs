using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>The stages of a strategy that models answer, and the scale that grades what the risk model says.</summary>
/// <param name="IdentityEvidenceMaxAge">Older identity evidence must be renewed (A18).</param>
public sealed record StrategyStages(
    ModelStage Identity, TimeSpan IdentityEvidenceMaxAge, ModelStage AntiFraud, ModelStage AntiMoneyLaundering, ModelStage Risk, GradeScale Grades)
{
    /// <summary>In the order in which they run.</summary>
    public IEnumerable<ModelStage> InOrder => [Identity, AntiFraud, AntiMoneyLaundering, Risk];

    /// <exception cref="ArgumentOutOfRangeException">No model answers that stage.</exception>
    public ModelStage Of(Stage stage) => stage switch
    {
        Stage.Identity => Identity,
        Stage.AntiFraud => AntiFraud,
        Stage.AntiMoneyLaundering => AntiMoneyLaundering,
        Stage.Risk => Risk,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No model answers this stage."),
    };

    /// <summary>
    /// The caller looks at the document's errors before it uses what this returns: a stage that could not be read is null. It reads what the
    /// stages have beyond models and grades, and closes them.
    /// </summary>
    internal static StrategyStages Read(StrategyDocuments parts, IReadOnlyDictionary<string, IModel> models)
    {
        ModelStage? identity = ModelStage.Read(parts.Identity, ModelKind.Identity, models);
        double evidenceHours = parts.Identity.Number("evidence_max_age_hours", 0.1, 24 * 365, 24);
        ModelStage? antiFraud = ModelStage.Read(parts.AntiFraud, ModelKind.AntiFraud, models);
        ModelStage? aml = ModelStage.Read(parts.AntiMoneyLaundering, ModelKind.Aml, models);
        ModelStage? risk = ModelStage.Read(parts.Risk, ModelKind.Risk, models);
        GradeScale grades = LendingTables.Grades(parts.Risk);
        return new StrategyStages(identity!, TimeSpan.FromHours(evidenceHours), antiFraud!, aml!, risk!, grades);
    }
}
