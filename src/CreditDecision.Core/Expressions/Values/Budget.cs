namespace CreditDecision.Core.Expressions.Values;

/// <summary>
/// The steps that one evaluation may still take. Charged where work grows with the data, alike in every form of evaluation: each round of a
/// macro with the operators of its body, each element that is compared or copied, each ten characters of a text that is worked on. What is
/// left is bounded by the length of the expression.
/// </summary>
public struct Budget(long steps, int mostElements)
{
    /// <summary>Of a text, looked at once.</summary>
    public const int CharactersInStep = 10;

    private long _left = steps;

    /// <summary>Elements of a list or entries of a map that the evaluation makes.</summary>
    public int MostElements { get; } = mostElements;

    /// <summary>Steps; negative once it is exceeded.</summary>
    public readonly long Left => _left;

    public readonly bool IsExceeded => _left < 0;

    /// <returns>Whether it was still there.</returns>
    public bool Charge(long steps)
    {
        _left -= steps;
        return _left >= 0;
    }

    /// <param name="length">UTF-16 units or bytes.</param>
    public bool ChargeText(int length) => Charge(length / CharactersInStep);
}
