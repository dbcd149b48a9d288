using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

public enum RateOutcome
{
    Unspecified = 0,
    Solved = 1,

    /// <summary>Upfront fees leave nothing of the principal, so that there is no rate.</summary>
    NothingDisbursed = 2,

    /// <summary>The rate lies above <see cref="AnnualPercentageRate.HighestRate"/>.</summary>
    AboveBound = 3,
}

/// <summary>
/// A yearly rate that was solved for, as a fraction (0.1485 is 14.85 %), or why there is none; the value is NaN then.
/// The default was not solved and is at most nothing.
/// </summary>
public readonly record struct AnnualRate(RateOutcome Outcome, double Value)
{
    public bool IsSolved => Outcome == RateOutcome.Solved;

    /// <summary>
    /// Whether there is a rate and it is not above the ceiling. Compared before rounding; only the solver's own error of at most
    /// <see cref="AnnualPercentageRate.Tolerance"/>, a hundred-millionth of a basis point, is forgiven.
    /// </summary>
    public bool IsAtMost(BasisPoints ceiling) => IsSolved && Value <= ceiling.Fraction + AnnualPercentageRate.Tolerance;

    /// <summary>Rounded half-up to the basis point, for display: a rate within a whole ceiling stays within it.</summary>
    /// <exception cref="InvalidOperationException">There is no rate.</exception>
    public BasisPoints ToBasisPoints() => IsSolved
        ? new BasisPoints((int)Math.Floor((Value * BasisPoints.PerWhole) + 0.5))
        : throw new InvalidOperationException($"There is no rate to round: {Outcome}.");
}
