using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>How large a value may be at most.</summary>
/// <param name="Size">Characters of a text, bytes, elements of a list, entries of a map; 1 for every other value.</param>
/// <param name="Key">Of a map.</param>
/// <param name="Element">Of a list, or the value of a map.</param>
internal sealed record Extent(long Size, Extent? Key = null, Extent? Element = null)
{
    /// <summary>Characters of a text that is not written in the expression: categories and what is given beside the slots.</summary>
    public const int GivenText = 256;

    /// <summary>Of a text that is a pattern, its size with every count written out; as large as patterns may be where it is not written.</summary>
    public int PatternSize { get; init; } = PatternReader.MostSize;

    public static readonly Extent Scalar = new(1);

    public static Extent Of(CelType type, ExpressionLimits limits) => type.Kind switch
    {
        CelKind.String or CelKind.Bytes => new Extent(GivenText),
        CelKind.List => new Extent(limits.MostElements, Element: Of(type.Element!, limits)),
        CelKind.Map => new Extent(limits.MostElements, Of(type.Key!, limits), Of(type.Element!, limits)),
        CelKind.Unspecified => Unknown(limits),
        _ => Scalar,
    };

    /// <summary>Of a value whose type is known only when it is evaluated: a list as long as lists may be.</summary>
    public static Extent Unknown(ExpressionLimits limits) => new(limits.MostElements, Element: Scalar);

    /// <summary>As large as the larger of both.</summary>
    public static Extent Larger(Extent left, Extent right) =>
        new(Math.Max(left.Size, right.Size), LargerOrNull(left.Key, right.Key), LargerOrNull(left.Element, right.Element));

    /// <summary>Both one behind the other.</summary>
    public static Extent Together(Extent left, Extent right) => Larger(left, right) with { Size = Steps.Sum(left.Size, right.Size) };

    /// <summary>Steps of looking at all of it once.</summary>
    public long Weight => Element is null && Key is null ? Steps.Sum(1, Size / Steps.CharactersInStep) : Steps.Product(Size, Steps.Sum(1, Key?.Weight ?? 0, Element?.Weight ?? 0));

    private static Extent? LargerOrNull(Extent? left, Extent? right) => left is null || right is null ? left ?? right : Larger(left, right);
}
