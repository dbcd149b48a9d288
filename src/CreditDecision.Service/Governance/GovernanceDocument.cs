using CreditDecision.Core.Audit;

namespace CreditDecision.Service.Governance;

/// <summary>What an event of governance may name by its hash. Numbers are stored and are never reused.</summary>
public enum GovernanceDocumentKind
{
    Unspecified = 0,
    /// <summary>The canonical bytes of a policy of governance.</summary>
    Policy = 1,
    TestPolicy = 2,
    TestReport = 3,
    ValidationReport = 4,
    Minutes = 5,
    /// <summary>A content's list of files: where the artifact of a registration lies in the archive.</summary>
    Content = 6,
    MonitoringReport = 7,
}

/// <param name="MediaType">Such as <c>application/json</c>.</param>
public sealed record GovernanceDocument(GovernanceDocumentKind Kind, string MediaType, ReadOnlyMemory<byte> Content)
{
    public Digest Sha256 { get; } = Digest.Of(Content.Span);
}
