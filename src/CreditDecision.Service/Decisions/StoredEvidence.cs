using System.Security.Cryptography;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.Service.Ledger;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>What a recorded decision was made from, besides the documents that it names.</summary>
internal sealed record StoredEvidence(Wire.DecideRequest Request, Facts Facts, IReadOnlyList<Wire.Feature> StoredFeatures, ListHits? ListHits)
{
    /// <exception cref="PersonalData.KeyDestroyedException">It was erased.</exception>
    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is not what the service seals.</exception>
    /// <exception cref="LedgerUnavailableException">What it was packed with cannot be read.</exception>
    public static StoredEvidence Open(LedgerEntry entry, EvidenceSeal seal) => Parse(seal.Open(entry));

    /// <exception cref="InvalidProtocolBufferException">It is not what the service seals.</exception>
    public static StoredEvidence Parse(ReadOnlySpan<byte> opened)
    {
        Evidence evidence = Evidence.Parser.ParseFrom(opened);
        // An empty request is refused at the border like any other bad one.
        // Evidence from before applications were counted has no counts.
        Velocity? velocity = evidence.Velocity.Count == Velocity.Length ? new Velocity([.. evidence.Velocity]) : null;
        return new StoredEvidence(evidence.Request ?? new Wire.DecideRequest(), new Facts(Money.FromFen(evidence.ReservedConsumerCreditFen), velocity, EvidenceFacts.ListedOf(evidence.ListHits)), evidence.StoredFeatures, evidence.ListHits);
    }

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(StoredEvidence);
}
