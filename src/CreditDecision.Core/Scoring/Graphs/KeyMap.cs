using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>From the value in a cell to the place of that value in an encoder's list.</summary>
public sealed class KeyMap
{
    public const int NotFound = -1;

    private readonly ImmutableArray<int> _placeOfCategory;
    private readonly FrozenDictionary<double, int>? _placeOfNumber;

    private KeyMap(ImmutableArray<int> placeOfCategory, FrozenDictionary<double, int>? placeOfNumber) =>
        (_placeOfCategory, _placeOfNumber) = (placeOfCategory, placeOfNumber);

    /// <param name="places">By index of category; <see cref="NotFound"/> for one that the encoder does not know.</param>
    public static KeyMap OfCategories(ImmutableArray<int> places) => new(places, null);

    /// <param name="places">NaN may be a key.</param>
    public static KeyMap OfNumbers(IReadOnlyDictionary<double, int> places) => new([], places.ToFrozenDictionary());

    public int PlaceOf(double value)
    {
        if (_placeOfNumber is not null) return _placeOfNumber.TryGetValue(value, out int place) ? place : NotFound;
        return value >= 0 && value < _placeOfCategory.Length ? _placeOfCategory[(int)value] : NotFound;
    }
}
