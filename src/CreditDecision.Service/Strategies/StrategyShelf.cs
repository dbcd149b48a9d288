namespace CreditDecision.Service.Strategies;

/// <summary>What decides now.</summary>
/// <param name="Number">Of the event in the log of what may decide that put it to use; the commit compares it.</param>
public sealed record Serving(StrategyBook Book, long Number);

/// <summary>
/// Holds the one reference to what may decide. Readers take <see cref="Now"/> once per request; a swap replaces it whole.
/// </summary>
public sealed class StrategyShelf(StrategyBook book)
{
    private volatile Serving _now = new(book, 0);
    private volatile TaskCompletionSource _swapped = NewSignal();

    public Serving Now => _now;

    public StrategyBook Current => _now.Book;

    /// <summary>What starts from now on is decided by the next book; what has started is finished by the one that it took.</summary>
    public void Swap(StrategyBook next, long number)
    {
        _now = new Serving(next, number);
        Interlocked.Exchange(ref _swapped, NewSignal()).SetResult();
    }

    /// <summary>Returns when what decides is of this number or a later one.</summary>
    public async Task ReachAsync(long number, CancellationToken cancellation)
    {
        while (true)
        {
            Task swapped = _swapped.Task;
            if (_now.Number >= number) return;
            await swapped.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
