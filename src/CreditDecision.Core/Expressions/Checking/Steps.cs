using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>Arithmetic of costs: never negative, and what is beyond every bound stays there instead of overflowing.</summary>
internal static class Steps
{
    public const int CharactersInStep = Budget.CharactersInStep;

    private const long Most = 1_000_000_000_000_000;

    public static long Sum(params ReadOnlySpan<long> parts)
    {
        long sum = 0;
        foreach (long part in parts) sum = Math.Min(Most, sum + Math.Min(Most, part));
        return sum;
    }

    public static long Product(long left, long right) => left != 0 && right > Most / left ? Most : left * right;
}
