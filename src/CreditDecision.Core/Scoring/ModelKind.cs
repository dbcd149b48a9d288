namespace CreditDecision.Core.Scoring;

/// <summary>What a model is for: the list of A4.</summary>
public enum ModelKind
{
    Unspecified = 0,
    Identity,
    AntiFraud,
    Aml,
    Compliance,
    Risk,
    Pricing,
    /// <summary>Limit (授信审批).</summary>
    Approval,
    EarlyWarning,
    Collection,
}
