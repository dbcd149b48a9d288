namespace CreditDecision.Modeling.Fitting;

/// <summary>How a regression ended; only the first two may be used.</summary>
public enum LogisticOutcome
{
    Unspecified = 0,
    Converged,
    /// <summary>The plain likelihood had no single finite maximum (separation or collinearity); a small ridge penalty gave it one.</summary>
    ConvergedWithRidge,
    /// <summary>Every row had the same outcome.</summary>
    OneOutcomeOnly,
    TooFewRows,
    DidNotConverge,
}

/// <summary>A logistic regression of the bad event.</summary>
/// <param name="Coefficients">The intercept first, then one per column.</param>
/// <param name="StandardErrors">In the same order; from the inverse of the observed information.</param>
/// <param name="LogLikelihood">Without the penalty.</param>
/// <param name="Ridge">The penalty's weight: ridge / 2 · Σ coefficient² without the intercept; 0 when it was not needed.</param>
public sealed record LogisticFit(
    LogisticOutcome Outcome, IReadOnlyList<double> Coefficients, IReadOnlyList<double> StandardErrors, double LogLikelihood, int Iterations, double Ridge)
{
    public bool IsUsable => Outcome is LogisticOutcome.Converged or LogisticOutcome.ConvergedWithRidge;

    internal static LogisticFit Failed(LogisticOutcome why, int iterations) => new(why, [], [], double.NaN, iterations, 0);
}
