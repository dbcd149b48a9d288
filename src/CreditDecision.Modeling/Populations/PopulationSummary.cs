namespace CreditDecision.Modeling.Populations;

/// <summary>Counts of a generated population.</summary>
/// <param name="Genuine">Neither an impersonator nor a fraudster; only they can default.</param>
public readonly record struct PopulationSummary(int Rows, int IdentityFrauds, int Frauds, int AmlSuspicious, int Genuine, int Defaults)
{
    internal PopulationSummary With(Outcomes outcomes) => new(
        Rows + 1,
        IdentityFrauds + (outcomes.IdentityFraud ? 1 : 0),
        Frauds + (outcomes.Fraud ? 1 : 0),
        AmlSuspicious + (outcomes.AmlSuspicious ? 1 : 0),
        Genuine + (outcomes.Default12M is null ? 0 : 1),
        Defaults + (outcomes.Default12M is true ? 1 : 0));
}
