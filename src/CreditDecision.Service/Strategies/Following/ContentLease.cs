using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>
/// For how long this replica may decide without having seen that what it decides by still is what may decide. It refuses afterwards: what it
/// would decide by may have been retired.
/// </summary>
internal sealed class ContentLease(TimeSpan length, TimeProvider time)
{
    private long _seen = time.GetTimestamp();

    /// <summary>Since it was last seen what may decide; zero where nobody else can change that.</summary>
    public TimeSpan Age => length == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _seen));

    public bool IsHeld => length == Timeout.InfiniteTimeSpan || Age < length;

    public void Confirm() => Volatile.Write(ref _seen, time.GetTimestamp());

    /// <exception cref="LedgerUnavailableException">It is not held.</exception>
    public void Check()
    {
        if (!IsHeld) throw new LedgerUnavailableException("This replica has not seen for too long what may decide.");
    }
}
