using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Four points of the diagonal from no input known (0) to all known (1), with their weights.</summary>
/// <param name="Known">The points, strictly between 0 and 1.</param>
/// <param name="Unknown">1 less them.</param>
internal readonly record struct DiagonalPoints(Vector256<double> Known, Vector256<double> Unknown, Vector256<double> Weights);

/// <summary>The Gauss-Legendre rule on [0, 1] of four times so many points as rounds: exact for polynomials up to degree 8 · rounds − 1.</summary>
internal sealed record DiagonalRule(DiagonalPoints[] Points)
{
    // Newton's method doubles the digits each time, and the first guess has two.
    private const int NewtonSteps = 8;

    internal static DiagonalRule OfRounds(int rounds)
    {
        int count = 4 * rounds;
        double[] known = new double[count], unknown = new double[count], weights = new double[count];
        for (int i = 0; i < count / 2; i++)
        {
            (double root, double weight) = Root(count, i);
            // The roots lie evenly about 0: from -1..1 they go to 0..1 in pairs, each other's complement.
            known[i] = unknown[count - 1 - i] = (1 - root) / 2;
            unknown[i] = known[count - 1 - i] = (1 + root) / 2;
            weights[i] = weights[count - 1 - i] = weight / 2;
        }
        return new DiagonalRule([.. Enumerable.Range(0, rounds).Select(round => new DiagonalPoints(
            Vector256.Create(known, 4 * round), Vector256.Create(unknown, 4 * round), Vector256.Create(weights, 4 * round)))]);
    }

    /// <summary>The positive roots of the Legendre polynomial from the largest on, with their weights on -1..1 (Abramowitz and Stegun 25.4.29).</summary>
    private static (double Root, double Weight) Root(int degree, int index)
    {
        double root = Math.Cos(Math.PI * (index + 0.75) / (degree + 0.5)), slope = 1;
        for (int step = 0; step < NewtonSteps; step++)
        {
            (double value, double before) = (root, 1);
            for (int n = 2; n <= degree; n++) (value, before) = (((2 * n - 1) * root * value - (n - 1) * before) / n, value);
            slope = degree * (root * value - before) / (root * root - 1);
            root -= value / slope;
        }
        return (root, 2 / ((1 - root * root) * slope * slope));
    }
}
