using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What was counted of one reviewer, strategy or model.</summary>
/// <param name="Cases">Closed cases: approvals and declines.</param>
/// <param name="Approved">Sum of what was approved.</param>
/// <param name="Confirmed">Approvals of others that this person confirmed; not among the cases. Zero of strategies and models.</param>
/// <param name="SentBack">Approvals of others that this person sent back; likewise.</param>
public readonly record struct OverrideCounts(long Cases, long Approvals, long Declines, Money Approved, long Confirmed, long SentBack)
{
    internal OverrideCounts Close(bool approved, Money amount) => this with
    {
        Cases = Cases + 1, Approvals = Approvals + (approved ? 1 : 0), Declines = Declines + (approved ? 0 : 1), Approved = Approved + amount,
    };
}

/// <summary>A model or strategy that a referred decision rested on.</summary>
public readonly record struct ReviewedArtifact(string Kind, string Id, string Version);

/// <summary>
/// How people decided what was referred to them, by person and by what had referred it (A22). A case counts for whoever decided it, once, when it was
/// closed; whoever confirmed is counted beside. A strategy and each of its models count each case once.
/// </summary>
public sealed class OverrideTally
{
    private readonly SortedDictionary<string, OverrideCounts> _reviewers = new(StringComparer.Ordinal);
    private readonly Dictionary<ReviewedArtifact, OverrideCounts> _artifacts = [];

    public IEnumerable<KeyValuePair<string, OverrideCounts>> Reviewers => _reviewers;

    public IEnumerable<KeyValuePair<ReviewedArtifact, OverrideCounts>> Artifacts =>
        _artifacts.OrderBy(each => each.Key.Kind, StringComparer.Ordinal).ThenBy(each => each.Key.Id, StringComparer.Ordinal).ThenBy(each => each.Key.Version, StringComparer.Ordinal);

    /// <param name="proposedBy">Who had approved what is confirmed; else empty.</param>
    /// <param name="artifacts">What the decision rested on; only of events that close a case.</param>
    public void Add(ReviewAct act, ReviewState became, string who, string proposedBy, Money amount, IEnumerable<ReviewedArtifact> artifacts)
    {
        if (act == ReviewAct.SendBack) Of(who, counts => counts with { SentBack = counts.SentBack + 1 });
        if (became < ReviewState.Approved) return;
        bool approved = became == ReviewState.Approved;
        if (act == ReviewAct.Confirm) Of(who, counts => counts with { Confirmed = counts.Confirmed + 1 });
        Of(act == ReviewAct.Confirm ? proposedBy : who, counts => counts.Close(approved, amount));
        foreach (ReviewedArtifact artifact in artifacts.Distinct()) _artifacts[artifact] = _artifacts.GetValueOrDefault(artifact).Close(approved, amount);
    }

    private void Of(string who, Func<OverrideCounts, OverrideCounts> change) => _reviewers[who] = change(_reviewers.GetValueOrDefault(who));
}
