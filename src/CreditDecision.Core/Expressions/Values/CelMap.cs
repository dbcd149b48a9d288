using System.Diagnostics.CodeAnalysis;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>
/// An immutable map in the order it was written. Keys are bools, ints, uints and strings; a number finds a key of another number type that
/// it equals.
/// </summary>
public sealed class CelMap : IEquatable<CelMap>
{
    // Below this a walk over the keys is quicker than hashing.
    private const int FewEntries = 8;

    private readonly KeyValuePair<CelValue, CelValue>[] _entries;
    private readonly Dictionary<CelValue, int>? _places;

    private CelMap(KeyValuePair<CelValue, CelValue>[] entries)
    {
        _entries = entries;
        if (entries.Length <= FewEntries) return;
        _places = new Dictionary<CelValue, int>(entries.Length, CelKeyComparer.Instance);
        for (int i = 0; i < entries.Length; i++)
            _places.Add(entries[i].Key, i);
    }

    public int Count => _entries.Length;

    public ReadOnlySpan<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    public static bool IsKey(CelKind kind) => kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String;

    public bool TryFind(CelValue key, out CelValue value)
    {
        int place = PlaceOf(key);
        value = place < 0 ? default : _entries[place].Value;
        return place >= 0;
    }

    public bool Contains(CelValue key) => PlaceOf(key) >= 0;

    /// <summary>The same entries of the same kinds in the same order; see <see cref="CelValue.Equals(CelValue)"/>.</summary>
    public bool Equals(CelMap? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as CelMap);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _entries[0].Key);

    private int PlaceOf(CelValue key)
    {
        if (_places is not null) return _places.TryGetValue(key, out int place) ? place : -1;
        for (int i = 0; i < _entries.Length; i++)
            if (CelKeyComparer.Instance.Equals(_entries[i].Key, key)) return i;
        return -1;
    }

    /// <summary>Gathers the entries of a map and refuses what is no key and what is there twice.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "Only a builder may make a map without checking its keys again.")]
    public sealed class Builder
    {
        private readonly List<KeyValuePair<CelValue, CelValue>> _entries = [];
        private readonly HashSet<CelValue> _keys = new(CelKeyComparer.Instance);

        public int Count => _entries.Count;

        /// <returns>The default where the entry was taken, else the error.</returns>
        public CelValue Add(CelValue key, CelValue value)
        {
            if (!IsKey(key.Kind)) return CelErrors.NotAKey;
            if (!_keys.Add(key)) return CelErrors.RepeatedKey;
            _entries.Add(new(key, value));
            return default;
        }

        public CelMap Build() => new([.. _entries]);
    }
}
