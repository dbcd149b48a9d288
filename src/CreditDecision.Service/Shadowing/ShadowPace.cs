namespace CreditDecision.Service.Shadowing;

/// <summary>
/// The arithmetic of "at most so many a second": each one pays for its place in a row of equal steps; what was not used is kept for at most
/// a tenth of a second, so that a short burst passes at once and a long one does not.
/// </summary>
internal sealed class ShadowPace(int mostPerSecond)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _step = TimeSpan.FromSeconds(1) / mostPerSecond;
    private TimeSpan _paidUntil;

    /// <param name="now">Since any fixed moment; never less than before.</param>
    /// <returns>How long to wait before the next <paramref name="count"/>, zero or more.</returns>
    public TimeSpan Next(TimeSpan now, int count)
    {
        TimeSpan from = _paidUntil > now - Kept ? _paidUntil : now - Kept;
        _paidUntil = from + _step * count;
        return from > now ? from - now : TimeSpan.Zero;
    }
}
