namespace CreditDecision.Core.Statistics;

/// <summary>
/// How large a population stability index is by chance. Of two samples of one population, PSI / (1/n + 1/m) has about the chi-square
/// distribution with groups − 1 degrees of freedom (Yurdakul and Naranjo 2020), so a small sample must not be judged by the usual 0.1 and 0.25.
/// </summary>
public static class StabilityBound
{
    /// <returns>What PSI exceeds with a probability of 1 − confidence though nothing changed.</returns>
    /// <param name="confidence">Such as 0.99, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Of(long expectedRows, long actualRows, int groups, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(actualRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        return SpecialFunctions.ChiSquareQuantile(confidence, groups - 1) * ((1.0 / expectedRows) + (1.0 / actualRows));
    }
}
