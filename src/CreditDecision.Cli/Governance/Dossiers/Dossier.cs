using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>One event of the log as it is hashed.</summary>
/// <param name="Digest">As it was told: SHA-256 over the digest of the event before and <paramref name="Canonical"/>, if it is right.</param>
internal sealed record EventLink(byte[] Canonical, Digest Digest);

/// <summary>A document that events name.</summary>
/// <param name="Sha256">As it was told.</param>
/// <param name="Kind">As the API numbers kinds of documents.</param>
internal sealed record HeldDocument(Digest Sha256, int Kind, string MediaType, byte[] Content)
{
    public const int ContentList = 6;
}

/// <summary>A monitoring report as it is kept. No event of governance names it; it vouches for itself only.</summary>
internal sealed record HeldReport(long Number, Digest Sha256, string Document);

/// <summary>
/// All that is known of one thing's life, with what proves it: the whole log's bytes, and the documents that the thing's events name. What a
/// reader sees of it, as JSON or as a page, is worked out from this alone, by the same code for whoever writes it and whoever checks it.
/// </summary>
/// <param name="Chain">From the first event of the log to the last.</param>
/// <param name="ReportsMissing">Why there are no monitoring reports; empty where they were asked for.</param>
internal sealed record Dossier(
    ThingKey Thing, IReadOnlyList<EventLink> Chain, IReadOnlyList<HeldDocument> Documents, IReadOnlyList<HeldReport> Reports, string ReportsMissing)
{
    public Digest Head => Chain[^1].Digest;

    /// <returns>Null when it is not here.</returns>
    public HeldDocument? Find(Digest sha256) => Documents.FirstOrDefault(held => held.Sha256 == sha256);
}
