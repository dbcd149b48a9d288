namespace CreditDecision.Core.Scoring.Programs;

/// <summary>The standard normal distribution, with a relative error below 2e-13 in the tails too: Hart (1968), algorithm 5666, and a continued fraction.</summary>
internal static class NormalDistribution
{
    private static readonly double[] Above =
        [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];

    private static readonly double[] Below =
    [
        8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948,
        440.413735824752,
    ];

    internal static double Cumulative(double x)
    {
        double distance = Math.Abs(x);
        double tail = distance > 37 ? 0 : Tail(distance);
        return x > 0 ? 1 - tail : tail;
    }

    private static double Tail(double distance)
    {
        double density = Math.Exp(-distance * distance / 2);
        // Hart's quotient of polynomials loses its relative exactness beyond 3; from there the continued fraction converges in sixty steps.
        if (distance < 3) return density * Polynomial(Above, distance) / Polynomial(Below, distance);
        double fraction = distance;
        for (int k = 60; k >= 1; k--) fraction = distance + k / fraction;
        return density / fraction / Math.Sqrt(2 * Math.PI);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients) sum = sum * x + coefficient;
        return sum;
    }
}
