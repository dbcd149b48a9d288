namespace CreditDecision.Core.Statistics;

/// <summary>What a grade predicted and what happened to its loans.</summary>
/// <param name="Loans">1 or more.</param>
/// <param name="Defaults">0 to <paramref name="Loans"/>.</param>
/// <param name="Pd">Probability of default that was predicted, between 0 and 1.</param>
public readonly record struct GradeOutcome(long Loans, long Defaults, double Pd)
{
    public double DefaultRate => (double)Defaults / Loans;

    /// <exception cref="ArgumentException">A figure is out of its range; it says which.</exception>
    internal void Check()
    {
        if (Loans < 1) throw new ArgumentException($"A grade has {Loans} loans; 1 or more are needed.");
        if (Defaults < 0 || Defaults > Loans) throw new ArgumentException($"A grade has {Defaults} defaults of {Loans} loans.");
        if (Pd is not (> 0 and < 1)) throw new ArgumentException($"A grade predicts {Pd}; a probability of default lies between 0 and 1.");
    }
}

/// <summary>
/// Whether more loans defaulted than a grade predicted: one-sided probabilities of as many defaults or more if the prediction were right. Small
/// values say that the PD is too low. All three take the loans as independent, so that a downturn, which hits them together, makes them too strict.
/// </summary>
/// <param name="Binomial">Exact (Basel Committee, Working Paper 14, 2005).</param>
/// <param name="Jeffreys">
/// P(rate ≤ PD) where the rate has Jeffreys's prior: Beta(D + ½, N − D + ½) (ECB, instructions for reporting the validation results of internal
/// models, 2019). Defined for grades without defaults too.
/// </param>
/// <param name="Z">Normal approximation; good where N · PD · (1 − PD) is 9 or more.</param>
public readonly record struct GradeCalibration(double Binomial, double Jeffreys, double Z)
{
    /// <exception cref="ArgumentException">A figure of the grade is out of its range.</exception>
    public static GradeCalibration Of(GradeOutcome grade)
    {
        grade.Check();
        (long n, long d, double pd) = grade;
        // P(X ≥ d) = I(pd; d, n − d + 1).
        double binomial = d == 0 ? 1 : SpecialFunctions.Beta(pd, d, n - d + 1);
        double jeffreys = SpecialFunctions.Beta(pd, d + 0.5, n - d + 0.5);
        double z = (grade.DefaultRate - pd) / Math.Sqrt(pd * (1 - pd) / n);
        return new GradeCalibration(binomial, jeffreys, SpecialFunctions.NormalTail(z));
    }

    /// <summary>Between which rates the true one lies with a probability, after Jeffreys: [0, 1] at the ends where none or all defaulted.</summary>
    /// <param name="confidence">Such as 0.95, between 0 and 1.</param>
    public static (double Low, double High) Interval(long loans, long defaults, double confidence)
    {
        new GradeOutcome(loans, defaults, 0.5).Check();
        double tail = (1 - confidence) / 2;
        double low = defaults == 0 ? 0 : SpecialFunctions.BetaQuantile(tail, defaults + 0.5, loans - defaults + 0.5);
        double high = defaults == loans ? 1 : SpecialFunctions.BetaQuantile(1 - tail, defaults + 0.5, loans - defaults + 0.5);
        return (low, high);
    }
}

/// <summary>
/// Whether all grades together predicted what happened (Hosmer and Lemeshow 1980): Σ (D − N · PD)² / (N · PD · (1 − PD)), which has the chi-square
/// distribution with as many degrees of freedom as there are grades, since the PDs were not fitted to these loans.
/// </summary>
/// <param name="P">Probability of as large a distance or larger if the predictions were right.</param>
public readonly record struct HosmerLemeshow(double Statistic, int Degrees, double P)
{
    /// <exception cref="ArgumentException">There are no grades, or a figure of one is out of its range.</exception>
    public static HosmerLemeshow Of(IReadOnlyCollection<GradeOutcome> grades)
    {
        if (grades.Count == 0) throw new ArgumentException("There are no grades.");
        double statistic = 0;
        foreach (GradeOutcome grade in grades)
        {
            grade.Check();
            double expected = grade.Loans * grade.Pd;
            statistic += (grade.Defaults - expected) * (grade.Defaults - expected) / (expected * (1 - grade.Pd));
        }
        return new HosmerLemeshow(statistic, grades.Count, SpecialFunctions.ChiSquareTail(statistic, grades.Count));
    }
}
