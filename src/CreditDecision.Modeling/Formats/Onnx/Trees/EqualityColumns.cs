using System.Collections.Immutable;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// Tests for equality and membership ask whether a number is exactly one of some. The engine's sets hold whole numbers only, and cut what is
/// none. So each column that is tested so gets a second one behind the others: the place of its number among all that are asked for, or
/// <see cref="NoPlace"/>. The answer is then exact for any number, as in ONNX Runtime.
/// </summary>
internal sealed class EqualityColumns(int columns, OnnxNode operation)
{
    internal const double NoPlace = -1;

    // A split may list this many categories; the engine takes no higher ones.
    private const int MostPlaces = 65_536;

    // 64 MiB of bits; a file's few bytes for a rare category cost as many bits as there are categories.
    private const int MostWords = 16_777_216;

    private readonly Dictionary<int, (int Column, Dictionary<double, int> Places)> _of = [];
    private readonly Dictionary<(int Column, int Place), int> _setOfOne = [];
    private readonly List<ImmutableArray<uint>> _sets = [];
    private long _words;

    internal IReadOnlyList<ImmutableArray<uint>> Sets => _sets;

    /// <summary>The tested columns, in the order of the second ones, each with the numbers that have a place.</summary>
    internal IEnumerable<(int Column, IReadOnlyDictionary<double, int> Places)> All =>
        _of.OrderBy(entry => entry.Value.Column).Select(entry => (entry.Key, (IReadOnlyDictionary<double, int>)entry.Value.Places));

    internal (int Column, int Set) Add(int column, ReadOnlySpan<double> members)
    {
        if (!_of.TryGetValue(column, out var second)) _of[column] = second = (columns + _of.Count, []);
        int[] places = new int[members.Length];
        for (int i = 0; i < places.Length; i++) places[i] = PlaceOf(second.Places, members[i]);
        if (places.Length > 1) return (second.Column, AddSet(places));
        if (!_setOfOne.TryGetValue((column, places[0]), out int set)) _setOfOne[(column, places[0])] = set = AddSet(places);
        return (second.Column, set);
    }

    private int PlaceOf(Dictionary<double, int> places, double member)
    {
        if (!double.IsFinite(member)) throw operation.Refuse($"tests for {member}");
        if (places.TryGetValue(member, out int place)) return place;
        if (places.Count == MostPlaces) throw operation.Refuse($"tests a column for more than {MostPlaces} numbers");
        return places[member] = places.Count;
    }

    private int AddSet(int[] places)
    {
        uint[] words = new uint[(places.Max() >> 5) + 1];
        if ((_words += words.Length) > MostWords) throw operation.Refuse($"has sets of more than {MostWords} words");
        foreach (int place in places) words[place >> 5] |= 1u << (place & 31);
        _sets.Add(ImmutableArray.Create(words));
        return _sets.Count - 1;
    }
}
