namespace CreditDecision.Service.Strategies;

/// <summary>
/// Holds the one reference to what may decide. Readers take <see cref="Current"/> once per request; a swap replaces it whole.
/// </summary>
public sealed class StrategyShelf(StrategyBook book)
{
    private volatile StrategyBook _current = book;

    public StrategyBook Current => _current;

    /// <summary>What starts from now on is decided by the next book; what has started is finished by the one that it took.</summary>
    public void Swap(StrategyBook next) => _current = next;
}
