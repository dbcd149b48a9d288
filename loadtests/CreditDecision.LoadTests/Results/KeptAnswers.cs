using CreditDecision.LoadTests.Wire;

namespace CreditDecision.LoadTests.Results;

/// <summary>
/// Which decisions some of the applications got: the same application must get the same one however often it is sent, and after whatever befell the
/// service meanwhile. Its owner lets one thread in at a time.
/// </summary>
internal sealed class KeptAnswers
{
    // One in so many, and all that are sent twice within the reach of repeats are among neighbours that are kept alike.
    private const int OneIn = 8, Most = 200_000;

    private readonly Dictionary<long, ulong> _decisions = [];

    public IReadOnlyCollection<long> Numbers => _decisions.Keys;

    /// <returns>How many applications have the same decision in both.</returns>
    public long SameAs(KeptAnswers other) => _decisions.LongCount(each => other._decisions.TryGetValue(each.Key, out ulong theirs) && theirs == each.Value);

    /// <summary>Keeps the first answer of an application.</summary>
    /// <returns>False where it got another one before.</returns>
    public bool Agrees(long number, GrpcAnswer answer)
    {
        if (number % OneIn != 0 || answer.DecisionHash == 0) return true;
        if (_decisions.TryGetValue(number, out ulong first)) return first == answer.DecisionHash;
        if (_decisions.Count < Most) _decisions.Add(number, answer.DecisionHash);
        return true;
    }
}
