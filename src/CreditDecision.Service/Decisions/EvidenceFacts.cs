using CreditDecision.Core.Features;
using CreditDecision.Storage.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>Facts out of what evidence says.</summary>
internal static class EvidenceFacts
{
    /// <param name="hits">Null of evidence from before lists were looked up.</param>
    public static Listed? ListedOf(ListHits? hits)
    {
        if (hits is null) return null;
        var listed = default(Listed);
        foreach (ListHit hit in hits.Hits) listed = listed.With((ListKind)hit.List, (ListPurpose)hit.Purpose);
        return listed;
    }
}
