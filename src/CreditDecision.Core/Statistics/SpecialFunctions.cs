namespace CreditDecision.Core.Statistics;

/// <summary>
/// The distribution functions that tests of models need. Relative error below 1e-12 for the arguments that occur here (shapes up to 1e7); written
/// here because the core has no packages. Series and continued fractions after Abramowitz and Stegun, chapters 6, 7 and 26, and the continued
/// fraction's evaluation after Lentz (1976).
/// </summary>
public static class SpecialFunctions
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-16;
    private const int MostTerms = 100_000;

    // Lanczos's approximation with g = 607/128 and fifteen terms (Godfrey 2001).
    private const double LanczosG = 607.0 / 128;

    private static readonly double[] Lanczos =
    [
        0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978, 0.33994649984811888699e-4,
        0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3, 0.21743961811521264320e-3,
        -0.16431810653676389022e-3, 0.84418223983852743293e-4, -0.26190838401581408670e-4, 0.36899182659531622704e-5,
    ];

    /// <summary>ln Γ(x).</summary>
    /// <param name="x">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + i - 1);
        double t = x + LanczosG - 0.5;
        return ((x - 0.5) * Math.Log(t)) - t + Math.Log(Math.Sqrt(2 * Math.PI) * sum);
    }

    /// <summary>Q(a, x): the upper regularized incomplete gamma function, in [0, 1].</summary>
    /// <param name="a">Shape, above 0.</param>
    /// <param name="x">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double UpperGamma(double a, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (x == 0) return 1;
        if (double.IsPositiveInfinity(x)) return 0;
        double factor = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        return x < a + 1 ? 1 - (factor * GammaSeries(a, x)) : factor * GammaFraction(a, x);
    }

    /// <summary>I(x; a, b): the regularized incomplete beta function, which is the distribution function of Beta(a, b), in [0, 1].</summary>
    /// <param name="a">Above 0, as <paramref name="b"/> is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A shape is not above 0, or x not in [0, 1].</exception>
    public static double Beta(double x, double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (x is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(x), x, "must be 0 to 1");
        if (x is 0 or 1) return x;
        double factor = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        // The fraction converges fast on this side of the mean only.
        return x < (a + 1) / (a + b + 2) ? factor * BetaFraction(x, a, b) / a : 1 - (factor * BetaFraction(1 - x, b, a) / b);
    }

    /// <summary>P(Z ≤ z) of the standard normal distribution.</summary>
    public static double Normal(double z)
    {
        double tail = 0.5 * UpperGamma(0.5, z * z / 2);
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>P(Z ≥ z) of the standard normal distribution, exact in its far tail.</summary>
    public static double NormalTail(double z) => z < 0 ? Normal(-z) : 0.5 * UpperGamma(0.5, z * z / 2);

    /// <summary>z with P(Z ≤ z) = p.</summary>
    /// <param name="p">Between 0 and 1, not included.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double NormalQuantile(double p)
    {
        CheckProbability(p);
        return p > 0.5 ? -LowerQuantile(1 - p) : LowerQuantile(p);

        static double LowerQuantile(double lower) => Solve(z => NormalTail(-z) - lower, -39, 0);
    }

    /// <summary>P(X ≥ x) of the chi-square distribution.</summary>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double ChiSquareTail(double x, double degrees) => UpperGamma(degrees / 2, x / 2);

    /// <summary>x with P(X ≤ x) = p of the chi-square distribution.</summary>
    /// <param name="p">Between 0 and 1, not included.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double ChiSquareQuantile(double p, double degrees)
    {
        CheckProbability(p);
        double high = Math.Max(1, degrees);
        while (ChiSquareTail(high, degrees) > 1 - p) high *= 2;
        return Solve(x => 1 - p - ChiSquareTail(x, degrees), 0, high);
    }

    /// <summary>x with I(x; a, b) = p.</summary>
    /// <param name="p">Between 0 and 1, not included.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double BetaQuantile(double p, double a, double b)
    {
        CheckProbability(p);
        return Solve(x => Beta(x, a, b) - p, 0, 1);
    }

    // Halves the interval until no number lies between its ends. The function ascends through 0.
    private static double Solve(Func<double, double> function, double low, double high)
    {
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) return middle;
            if (function(middle) < 0) low = middle;
            else high = middle;
        }
    }

    private static void CheckProbability(double p)
    {
        if (p is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "must lie between 0 and 1");
    }

    private static double GammaSeries(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (int n = 1; n < MostTerms && Math.Abs(term) > Math.Abs(sum) * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double GammaFraction(double a, double x)
    {
        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, result = d;
        for (int n = 1; n < MostTerms; n++)
        {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Precision * 2) break;
        }
        return result;
    }

    private static double BetaFraction(double x, double a, double b)
    {
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), result = d;
        for (int m = 1; m < MostTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Precision * 2) break;
        }
        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
