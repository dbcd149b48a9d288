namespace CreditDecision.Core.Scoring.Trees;

/// <summary>
/// Floating-point numbers as integers that compare in the same order. Unlike the numbers they leave room below -infinity and above
/// +infinity, for values that must go left or right whatever the threshold (the least and the greatest integer); and "at most t" is "below t" of the next integer, without
/// an exception at any t.
/// </summary>
internal static class OrderedKey
{
    /// <param name="value">Not NaN.</param>
    public static int Of(float value)
    {
        // Adding zero makes -0 into +0: they are equal as numbers.
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <param name="value">Not NaN.</param>
    public static long Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value + 0d);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }
}
