namespace CreditDecision.Core.Governance;

internal static class RegistrationRules
{
    public static IEnumerable<Refusal> Against(Portfolio portfolio, GovernanceCommand command)
    {
        var key = command.Thing;
        if (portfolio.Things.ContainsKey(key)) yield return new(RefusalReason.AlreadyRegistered, $"{key} is registered; a new artifact needs a new version.");
        else if (portfolio.Things.Keys.Any(other => other.Id == key.Id && other.Version >= key.Version))
            yield return new(RefusalReason.VersionNotNew, $"The version must be above all registered versions of {key.Id}.");
        if (string.IsNullOrWhiteSpace(key.Id) || key.Version < 1) yield return Incomplete("id and version (1 or more)");
        if (command.Particulars.Registration is not { } said)
        {
            yield return Incomplete("the registration");
            yield break;
        }
        if (said.Kind is < ThingKind.Model or > ThingKind.FeatureCatalog) yield return Incomplete("kind");
        if (string.IsNullOrWhiteSpace(said.Label)) yield return Incomplete("label");
        if (string.IsNullOrWhiteSpace(said.Slot)) yield return Incomplete("slot");
        if (said.Developers.IsDefaultOrEmpty || said.Developers.Any(string.IsNullOrWhiteSpace)) yield return Incomplete("developers");
        if (said.Owners.IsDefaultOrEmpty || said.Owners.Any(string.IsNullOrWhiteSpace)) yield return Incomplete("owners");
        if (said.Models.IsDefault || said.Kind != ThingKind.Strategy && !said.Models.IsEmpty) yield return Incomplete("models (a strategy's list, empty for other kinds)");
        if (said.Hashes.Artifact == default) yield return Incomplete("hashes.artifact");
        if (said.Hashes.FeatureContract == default) yield return Incomplete("hashes.feature_contract");
        if (said.Kind == ThingKind.Model && said.Hashes.Calibration == default) yield return Incomplete("hashes.calibration");
        if (said.Kind == ThingKind.Strategy && said.Hashes.CutOffs == default) yield return Incomplete("hashes.cut_offs");
        if (said.Hashes != command.Hashes) yield return new(RefusalReason.OtherHashes, "The command must name the hashes that it registers.");
    }

    private static Refusal Incomplete(string what) => new(RefusalReason.RegistrationIncomplete, $"A registration needs {what}.");
}
