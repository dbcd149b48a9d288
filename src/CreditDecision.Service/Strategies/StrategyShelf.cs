namespace CreditDecision.Service.Strategies;

/// <summary>
/// Holds the one reference to what may decide. Readers take <see cref="Current"/> once per request; a swap replaces it whole.
/// </summary>
public sealed class StrategyShelf(StrategyBook book)
{
    private volatile StrategyBook _current = book;

    public StrategyBook Current => _current;
}
