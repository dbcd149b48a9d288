namespace CreditDecision.Service.Monitoring;

/// <summary>Decisions by the strategies that made them.</summary>
internal sealed class StrategyCounts
{
    private readonly SortedDictionary<(string Id, string Version), long> _counts = new(Comparer<(string Id, string Version)>.Create(
        (left, right) => (string.CompareOrdinal(left.Id, right.Id), string.CompareOrdinal(left.Version, right.Version)) switch { (0, var version) => version, (var id, _) => id }));

    public IEnumerable<(string Id, string Version, long Count)> All => _counts.Select(each => (each.Key.Id, each.Key.Version, each.Value));

    public void Add(string id, string version, long count = 1) => _counts[(id, version)] = _counts.GetValueOrDefault((id, version)) + count;

    public void Add(StrategyCounts other)
    {
        foreach ((string id, string version, long count) in other.All) Add(id, version, count);
    }
}
