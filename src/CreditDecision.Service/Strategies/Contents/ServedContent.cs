namespace CreditDecision.Service.Strategies.Contents;

/// <summary>A book that serves or served.</summary>
/// <param name="Since">When it was put to use last.</param>
/// <param name="By">Who put it to use, as they said; empty at the start of the service.</param>
/// <param name="Replaced">Hash of the content that it took the place of first; null of the one that the service started with.</param>
public sealed record ServedContent(StrategyBook Book, DateTimeOffset Since, string By, string? Replaced)
{
    public string Sha256 => Book.Content.Sha256;
}
