namespace CreditDecision.Service.Strategies.Archive;

/// <summary>A row of the archive does not hold what its hash says: it was changed after it was kept.</summary>
public sealed class ContentDamagedException(string message) : Exception(message);
