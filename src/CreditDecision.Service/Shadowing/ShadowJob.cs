using CreditDecision.Core.Decisions;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Shadowing;

/// <summary>
/// A recorded decision with the shadows that it is asked of: strategies that would have decided otherwise, perhaps, and models that the
/// deciding strategy has beside its own. They see exactly what the decision saw, the bank's policy and hard rules included, and nothing of
/// what they say is reserved, answered or counted.
/// </summary>
/// <param name="Exposure">What the recorded decision was made with.</param>
internal sealed record ShadowJob(AdmittedApplication Decided, Exposure Exposure, IReadOnlyList<StrategySnapshot> Strategies, IReadOnlyList<IModel> Models)
{
    public int Count => Strategies.Count + Models.Count;

    /// <param name="shadows">Of the product's rollout.</param>
    /// <param name="decision">As it was recorded.</param>
    /// <returns>Null when nobody is to be asked.</returns>
    public static ShadowJob? Of(AdmittedApplication decided, Exposure exposure, IReadOnlyList<StrategySnapshot> shadows, Decision decision)
    {
        // What decided would only repeat itself.
        StrategySnapshot[] asked = [.. shadows.Where(shadow => !ReferenceEquals(shadow, decided.Strategy))];
        var job = new ShadowJob(decided, exposure, asked, ShadowModels.Of(decided.Strategy, decision));
        return job.Count == 0 ? null : job;
    }

    public IEnumerable<ShadowRecord> Answers() => Strategies.Select(Ask).Concat(ShadowModels.Ask(Models, Decided));

    private ShadowRecord Ask(StrategySnapshot shadow)
    {
        var facts = new Facts(Money.FromFen(Exposure.ReservedFen), Decided.Velocity, Decided.Listed);
        Decision decision = DecisionPipeline.Decide(Decided.Application, facts, shadow, Decided.DecidedAt);
        Wire.Decision result = Wire.Decision.Parser.ParseFrom(
            ReplyWriter.Write(decision, Decided.Application, Decided.DecisionId, Decided.Documents, experiment: null));
        // Follows from the rest of the offer, and would be most of the record.
        result.Offer?.Schedule.Clear();
        if (result.Offer is { } offer) offer.Disclosure = null;
        return new ShadowRecord(
            Decided.DecisionId,
            ShadowKind.Strategy,
            shadow.Id,
            shadow.Version,
            shadow.Sha256,
            (int)decision.Outcome,
            decision.Offer?.Limit.Fen,
            decision.Offer?.Loan.NominalRate.Value,
            decision.ProbabilityOfDefault?.Value,
            result.ToByteArray());
    }
}
