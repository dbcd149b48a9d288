using System.Runtime.CompilerServices;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Strategies;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// The parts of replies that are the same in every reply of a strategy, each written once for as long as what it was written of lives: half of a
/// reply's bytes are texts of reasons, names and hashes.
/// </summary>
internal static class WrittenParts
{
    private static readonly ConditionalWeakTable<ReasonDefinition, byte[]> Reasons = [];
    private static readonly ConditionalWeakTable<StrategySnapshot, byte[]> Strategies = [];
    private static readonly ConditionalWeakTable<IModel, byte[]> Models = [];
    private static readonly ConditionalWeakTable<IReadOnlyList<SharedDocument>, byte[]> DocumentLists = [];
    private static readonly ConditionalWeakTable<LenderDisclosure, byte[]> Lenders = [];

    public static byte[] Of(ReasonDefinition reason) => Reasons.GetValue(reason, static reason => DecisionTranslation.ToWire(reason).ToByteArray());

    public static byte[] Of(StrategySnapshot strategy) => Strategies.GetValue(
        strategy, static strategy => new Wire.Artifact { Id = strategy.Id, Version = strategy.Version, Sha256 = strategy.Sha256, Kind = "strategy" }.ToByteArray());

    public static byte[] Of(IModel model) => Models.GetValue(model, static model => new Wire.Artifact
    {
        Id = model.Id,
        Version = model.Version,
        Sha256 = model.Sha256,
        Kind = SnakeCase.Of(model.Kind),
        ArtifactSha256 = model.ArtifactSha256,
    }.ToByteArray());

    /// <returns>As the field that holds all of them.</returns>
    public static byte[] Of(IReadOnlyList<SharedDocument> documents) => DocumentLists.GetValue(documents, static documents =>
    {
        var reply = new Wire.Decision();
        foreach (SharedDocument document in documents)
            reply.Documents.Add(new Wire.Artifact { Id = document.Id, Version = document.Version, Sha256 = document.Sha256, Kind = document.Kind });
        return reply.ToByteArray();
    });

    /// <returns>What an offer says of the lender, without the partner.</returns>
    public static byte[] Of(LenderDisclosure lender) => Lenders.GetValue(lender, static lender => new Wire.OfferDisclosure
    {
        Lender = lender.Lender,
        ConditionsZh = lender.ConditionsZh,
        ConditionsEn = lender.ConditionsEn,
        OverdueHandlingZh = lender.OverdueHandlingZh,
        OverdueHandlingEn = lender.OverdueHandlingEn,
        ComplaintChannel = lender.ComplaintChannel,
        LiabilityZh = lender.LiabilityZh,
        LiabilityEn = lender.LiabilityEn,
    }.ToByteArray());
}
