using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// An application that passed the border, with all that its decision rests on but the exposure. Nothing in it changes, so it can be decided
/// as often as the exposure does.
/// </summary>
internal sealed record AdmittedApplication
{
    public required ReceivedRequest Request { get; init; }
    public required Application Application { get; init; }
    public required StrategySnapshot Strategy { get; init; }
    public required IReadOnlyList<SharedDocument> Documents { get; init; }
    public required byte[] ContentHash { get; init; }
    public required BorrowerToken Borrower { get; init; }
    public required Guid DecisionId { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Null where it could not be learned.</summary>
    public Velocity? Velocity { get; init; }

    /// <summary>Null where nobody looked.</summary>
    public ListHits? ListHits { get; init; }

    public Listed? Listed => EvidenceFacts.ListedOf(ListHits);

    /// <summary>What the application's features hold of the store's risk data.</summary>
    public IReadOnlyList<Wire.Feature> StoredFeatures { get; init; } = [];

    /// <summary>Null where the product has no rollout.</summary>
    public Wire.Experiment? Experiment { get; init; }

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => $"{nameof(AdmittedApplication)} {DecisionId}";

    /// <summary>Decides with an exposure and writes the entry that is to be recorded, its evidence packed and not sealed yet.</summary>
    /// <param name="decision">What the entry's bytes say.</param>
    public LedgerEntry Decide(Exposure exposure, EvidenceSeal seal, out Decision decision)
    {
        var facts = new Evidence { ReservedConsumerCreditFen = exposure.ReservedFen };
        if (Velocity is not null) facts.Velocity.AddRange(Velocity.Counts);
        facts.StoredFeatures.Add(StoredFeatures);
        facts.ListHits = ListHits;
        return Decide(exposure, out decision) with { Evidence = seal.Pack(Request, facts) };
    }

    /// <summary>Decides without sealing what it rests on, for who compares or shows the entry and does not record it: its evidence is empty.</summary>
    public LedgerEntry Decide(Exposure exposure) => Decide(exposure, out _);

    private LedgerEntry Decide(Exposure exposure, out Decision decision)
    {
        var facts = new Facts(Money.FromFen(exposure.ReservedFen), Velocity, Listed);
        decision = DecisionPipeline.Decide(Application, facts, Strategy, DecidedAt);
        return new LedgerEntry
        {
            DecisionId = DecisionId,
            ClientId = Application.ClientId.Text,
            ApplicationId = Application.ApplicationId.Text,
            ContentHash = ContentHash,
            Borrower = Borrower,
            Product = Application.Product,
            Outcome = (int)decision.Outcome,
            DecidedAt = DecidedAt,
            ReservedFen = decision.Reserved.Fen,
            StrategyId = Strategy.Id,
            StrategyVersion = Strategy.Version,
            Decision = ReplyWriter.Write(decision, Application, DecisionId, Documents, Experiment),
            Summary = ReplyWriter.Summarize(decision),
            Evidence = [],
        };
    }
}
