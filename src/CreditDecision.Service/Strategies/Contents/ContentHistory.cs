namespace CreditDecision.Service.Strategies.Contents;

/// <summary>
/// Which contents served, and which one to go back to. Waits for nothing and knows no clock; used under its owner's lock.
/// </summary>
internal sealed class ContentHistory(ServedContent first)
{
    /// <summary>Books are whole and stay in memory, so that going back needs no file and no store. More are in the archive.</summary>
    public const int Most = 16;

    // The running one first, then the others as they were put to use last.
    private readonly List<ServedContent> _served = [first];

    public ServedContent Current => _served[0];

    public IReadOnlyList<ServedContent> Earlier => [.. _served.Skip(1)];

    public ServedContent Put(StrategyBook next, DateTimeOffset at, string by) => First(new ServedContent(next, at, by, Current.Sha256));

    /// <summary>Puts an earlier content to use again: the one that <see cref="Find"/> names.</summary>
    /// <returns>Null when there is no such content in memory.</returns>
    public ServedContent? GoBack(string? sha256, DateTimeOffset at, string by) => Find(sha256) is { } found ? First(found with { Since = at, By = by }) : null;

    /// <summary>
    /// The content to go back to. Without a hash it is the one that the running content replaced, so that going back twice goes two steps
    /// back and not forth again.
    /// </summary>
    /// <returns>Null when there is no such content in memory.</returns>
    public ServedContent? Find(string? sha256)
    {
        string? wanted = sha256 ?? Current.Replaced;
        return _served.Skip(1).FirstOrDefault(served => served.Sha256 == wanted);
    }

    private ServedContent First(ServedContent served)
    {
        _served.RemoveAll(other => other.Sha256 == served.Sha256);
        _served.Insert(0, served);
        if (_served.Count > Most) _served.RemoveAt(Most);
        return served;
    }
}
