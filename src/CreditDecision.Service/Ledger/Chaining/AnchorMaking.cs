using CreditDecision.Core.Audit;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>Makes the anchor that follows another one.</summary>
internal static class AnchorMaking
{
    /// <param name="last">Null before the first.</param>
    /// <param name="heads">Of the chains that grew; where there are none, an anchor is only made when it is the first.</param>
    public static StoredAnchor? After(StoredAnchor? last, IReadOnlyList<ChainHead> heads, DateTimeOffset madeAt, long chainedAfter, ChainSeal seal)
    {
        if (last is not null && heads.Count == 0) return null;
        // A store keeps microseconds.
        long ticks = madeAt.UtcTicks - (madeAt.UtcTicks % TimeSpan.TicksPerMicrosecond);
        var anchor = new Anchor((last?.Anchor.Number ?? 0) + 1, new DateTimeOffset(ticks, TimeSpan.Zero), chainedAfter, last?.Digest ?? default, Anchor.Pack(heads));
        Digest digest = anchor.Digest();
        return new StoredAnchor(anchor, digest, seal.Of(digest));
    }
}
