using System.Runtime.InteropServices;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>An immutable list of values, none of them an error.</summary>
public sealed class CelList : IEquatable<CelList>
{
    public static readonly CelList Empty = new([]);

    private readonly CelValue[] _elements;

    public CelList(IEnumerable<CelValue> elements) => _elements = [.. elements];

    private CelList(CelValue[] elements) => _elements = elements;

    public int Count => _elements.Length;

    public ReadOnlySpan<CelValue> Elements => _elements;

    public CelValue this[int index] => _elements[index];

    /// <summary>Copies what was gathered.</summary>
    public static CelList Of(List<CelValue> elements) => elements.Count == 0 ? Empty : new CelList(CollectionsMarshal.AsSpan(elements).ToArray());

    public static CelList Of(ReadOnlySpan<CelValue> elements) => elements.IsEmpty ? Empty : new CelList(elements.ToArray());

    public static CelList Concat(CelList left, CelList right) => new([.. left._elements, .. right._elements]);

    /// <summary>The same values of the same kinds; see <see cref="CelValue.Equals(CelValue)"/>.</summary>
    public bool Equals(CelList? other) => other is not null && _elements.AsSpan().SequenceEqual(other._elements);

    public override bool Equals(object? obj) => Equals(obj as CelList);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _elements[0]);
}
