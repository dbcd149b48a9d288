namespace CreditDecision.Core.Applications;

/// <summary>Which features a request has named so far. Those that the catalog keeps are told apart by their places, which costs no memory.</summary>
/// <param name="places">A bit for each place, all zero; <see cref="Words"/> long.</param>
internal ref struct GivenNames(Span<ulong> places)
{
    /// <summary>Enough for the places of any usual catalog; features beyond are told apart by name.</summary>
    public const int Words = 32;

    private const int BitsOfWord = 64;

    private readonly Span<ulong> _places = places;
    private HashSet<string>? _names;

    /// <returns>False when it was named before.</returns>
    public bool Add(in NamedFeature feature)
    {
        if ((uint)feature.Place >= Words * BitsOfWord) return (_names ??= new(StringComparer.Ordinal)).Add(feature.Name);
        ref ulong word = ref _places[feature.Place / BitsOfWord];
        ulong bit = 1UL << (feature.Place % BitsOfWord);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}
