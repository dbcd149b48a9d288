using System.Runtime.InteropServices;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>
/// Counts by key; the order of adding does not matter. Its keys come from documents and from a fixed vocabulary, never from what an
/// applicant wrote, so that it stays small however many decisions are counted.
/// </summary>
public sealed class Counts<T> where T : notnull
{
    private readonly Dictionary<T, long> _counts = [];

    public IReadOnlyDictionary<T, long> ByKey => _counts;

    public long Of(T key) => _counts.GetValueOrDefault(key);

    internal void Add(T key, long count = 1) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;

    internal void Add(Counts<T> other)
    {
        foreach ((T key, long count) in other._counts) Add(key, count);
    }
}
